import { expect, it } from 'vitest'
import { gridParts } from '@shared/part'
import { createDesk } from '../../../../src/main/services/desk/create-desk'
import { loadCaseContribution } from '../../../../src/main/services/load-run'
import { runFolderAt } from '../../../../src/main/store/run-folder'
import { runStudyFile } from '../../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()

async function runToy() {
  const path = writeThreeModalityStudy({ folder: folders({}), caseCount: 3, seed: 1 })
  const { runFolder, result } = await runStudyFile(path, folders({}))
  const caseId = result.cases[0]?.caseId ?? ''
  const desk = createDesk()
  const slice = (view: 'model' | 'masked' | 'difference', part: number | 'whole' | null) =>
    desk.runSlice({ runFolder, caseId, modality: 'image', view, part, axis: 'z', index: 0, count: 1 })
  const { modalities } = await loadCaseContribution(runFolderAt(runFolder), caseId)
  const layout = modalities.find(({ modality }) => modality === 'image')?.layout
  if (layout?.kind !== 'grid') throw new Error('no grid')
  return { slice, parts: gridParts(layout), width: layout.dims[1] ?? 0 }
}

it('shows a part masked as the model was given it, and nothing else changed', async () => {
  const { slice, parts, width } = await runToy()
  const [model, masked, difference] = [
    await slice('model', null),
    await slice('masked', 1),
    await slice('difference', 1),
  ]
  const { offset = [], size = [] } = parts[1] ?? {}
  const isInside = (place: number): boolean => {
    const [row, column] = [Math.floor(place / width), place % width]
    return [row, column].every(
      (one, axis) => one >= (offset[axis] ?? 0) && one < (offset[axis] ?? 0) + (size[axis] ?? 0),
    )
  }
  const changed = [...masked.values].flatMap((value, place) => (value === model.values[place] ? [] : [place]))
  expect(changed.length).toBeGreaterThan(0)
  expect(changed.every(isInside)).toBe(true)
  expect([...difference.values]).toEqual(
    [...masked.values].map((value, place) => Math.fround(value - (model.values[place] ?? 0))),
  )
})

it('shows the whole modality masked, and leaves the picture that it kept as it was', async () => {
  const { slice } = await runToy()
  const before = [...(await slice('model', null)).values]
  const whole = await slice('masked', 'whole')
  expect(new Set(whole.values).size).toBeLessThan(new Set(before).size)
  expect([...(await slice('model', null)).values]).toEqual(before)
})

it('says which parts there are when asked for another one', async () => {
  const { slice, parts } = await runToy()
  await expect(slice('masked', parts.length)).rejects.toMatchObject({
    code: 'run/no-such-part',
    details: { modality: 'image', part: parts.length, count: parts.length },
  })
})
