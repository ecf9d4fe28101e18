import { describe, expect, it } from 'vitest'
import { checkStudyText } from '../../../src/main/dataset/check-study-text'
import { imageWith, studyText } from '../../fixtures/builders/study-text'

describe('parts by labels that cannot be meant say what was expected', () => {
  it.each<[string, string, string]>([
    [
      'a label 0',
      '    parts: { labels: { column: map }, names: { 0: background } }',
      'image.parts.names: names that fit: a whole number from 1',
    ],
    [
      'the rest as a label',
      '    parts: { labels: { column: map }, only: [1, rest] }',
      'image.parts.only.1: a label: rest is what has none (rest: part or never)',
    ],
    [
      'a value of a label in quotes',
      '    parts: { labels: { column: map }, only: ["2"] }',
      'image.parts.only.0: a name, or 2 without quotes: in quotes it is the name of a label',
    ],
    [
      'a name of two lines',
      '    parts: { labels: { column: map }, names: { 1: "two\\nlines" } }',
      'image.parts.names.1: a name on one line',
    ],
  ])('%s', (_, lines, expected) => {
    const { problems } = checkStudyText(studyText({ modalities: imageWith(lines) }), 'f')
    expect(problems.map(({ details: { key, expected: wanted } }) => `${key}: ${wanted}`)).toEqual([
      `modalities.${expected}`,
    ])
  })
})
