import { runSettingsSchema } from '@shared/study'
import { describe, expect, it } from 'vitest'
import { openDataset } from '../../../src/main/dataset/open-dataset'
import { openStudy } from '../../../src/main/dataset/open-study'
import { inspectModel } from '../../../src/main/graph/inspect-model'
import { firstOccludedCase, unlikeCase } from '../../../src/main/run/first-case'
import { learnCohort } from '../../../src/main/run/learn-cohort'
import { prepareStudy } from '../../../src/main/run/prepared-study'
import { timeCase } from '../../../src/main/choice/time-case'
import { createFakePath, someCase, someMasks } from '../../fixtures/builders/fake-path'
import { buildSequenceNet } from '../../fixtures/builders/sequence-net'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { buildWordPiece } from '../../fixtures/builders/tokenizer'
import { writeToyStudy } from '../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()

/** Reports of so many words each, for a model that takes any number of tokens or five. */
async function findUnlike(wordCounts: readonly number[], isFree: boolean) {
  const path = writeToyStudy({
    folder: folders({}),
    model: buildSequenceNet({ kind: 'ids', rows: 5, isFree }, 1, () => undefined),
    tokenizer: buildWordPiece(['mass', 'node']),
    outputs: { kind: 'multi-label', names: ['x', 'y'] },
    modalities: [
      {
        ...{ name: 'report', kind: 'text', input: 'ids', replacement: 'mask-token' },
        ...{ source: { column: 'report' }, tokenizer: 'tokenizer.json' },
      },
      {
        ...{ name: 'record', kind: 'tabular', input: 'record', replacement: 'zero' },
        attributes: ['a', 'b', 'c'].map((name) => ({ name })),
      },
    ],
    rows: wordCounts.map((count, index) => ({
      ...{ id: `case-${index}`, report: Array<string>(count).fill('mass').join(' '), a: index, b: 0, c: 1 },
    })),
  })
  const open = await openStudy(path)
  const [dataset, card] = [await openDataset(open), await inspectModel(open.modelPath)]
  const settings = runSettingsSchema.parse(open.study.run)
  const prepared = await prepareStudy({ open, dataset, card, settings })
  const { maskers } = await learnCohort(prepared)
  const first = (await firstOccludedCase(prepared, maskers))!
  return (await unlikeCase(prepared, maskers, first))?.original.caseId ?? null
}

describe('unlikeCase', () => {
  it('finds a case whose text has another length, among the next two', async () => {
    expect(await findUnlike([2, 2, 3], true)).toBe('case-2')
    expect(await findUnlike([2, 2, 2, 3], true)).toBeNull()
  })

  it('finds none where all are alike, or the model fixes every length', async () => {
    expect(await findUnlike([2, 2], true)).toBeNull()
    expect(await findUnlike([2, 3], false)).toBeNull()
  })
})

describe('timeCase', () => {
  it('opens the path for an unlike case before each time, so that taking the model apart again is timed', async () => {
    const path = createFakePath(8, 4)
    const opened: string[] = []
    const watched: typeof path = {
      ...path,
      openCase: (occluded) => {
        opened.push(occluded.original.caseId)
        return path.openCase(occluded)
      },
    }
    const unlike = { ...someCase, original: { ...someCase.original, caseId: 'other' } }
    await timeCase(watched, someCase, { occlusions: someMasks(8), unlike })
    expect(opened.slice(0, 4)).toEqual(['other', 'c1', 'other', 'c1'])
    opened.length = 0
    await timeCase(watched, someCase, { occlusions: someMasks(8) })
    expect(new Set(opened)).toEqual(new Set(['c1']))
  })
})
