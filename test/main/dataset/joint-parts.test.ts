import { describe, expect, it } from 'vitest'
import { checkStudyText } from '../../../src/main/dataset/check-study-text'
import { studyText } from '../../fixtures/builders/study-text'

describe('sets of parts name what there is', () => {
  it.each<[string, string, string[]]>([
    ['a right one', 'joint: [[image/0 16, record/age], [image, record]]', []],
    ['one part', 'joint: [[image]]', ['15 joint.0: a list of at least 2 items']],
    [
      'an unknown modality',
      'joint: [[ct, record]]',
      ['15 joint.0.0: modality or modality/part, with one of image, record'],
    ],
    ['an unknown attribute', 'joint: [[image, record/agee]]', ['15 joint.0.1: an attribute of record (age)']],
    [
      'a part of what is there whole',
      'joint: [[record/age, record]]',
      ['15 joint.0.0: a part that does not lie in record, which the set has whole'],
    ],
    ['a part twice', 'joint: [[image, image]]', ['15 joint.0.1: a part that the set does not have yet']],
  ])('%s', (_, run, expected) => {
    const problems = checkStudyText(studyText({ run }), 'small.study.yaml').problems
    expect(
      problems.map(({ details: { line, key, expected: wanted } }) => `${line} ${key}: ${wanted}`),
    ).toEqual(expected)
  })
})
