import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { AppError } from '@shared/errors'
import { stringify } from 'yaml'
import { openDataset } from '../../../../src/main/dataset/open-dataset'
import { openStudy } from '../../../../src/main/dataset/open-study'
import { prepareStudy, type PreparedStudy } from '../../../../src/main/run/prepared-study'
import { readPicture } from '../../../../src/main/services/desk/picture-of'
import { caseStages } from '../../../../src/main/services/desk/case-stages'
import { previewCase, previewOf } from '../../../../src/main/services/desk/preview-case'
import { createPreviewReader } from '../../../../src/main/services/desk/preview-source'
import { buildDicom } from '../../../fixtures/builders/dicom'
import { buildNifti } from '../../../fixtures/builders/nifti'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'
import { modelCard } from '../../../fixtures/builders/model-card'

const folders = useTemporaryFolders()
const voxels = 4 * 5 * 6

/** Three volumes of 6 x 5 x 4, each of float32. */
async function prepare(steps: readonly object[]): Promise<PreparedStudy> {
  const ids = ['a', 'b', 'c']
  const folder = folders({
    'cases.csv': ['id,ct', ...ids.map((id) => `${id},${id}.nii`), ''].join('\n'),
    'study.yaml': stringify({
      ...{ modalens: 1, name: 'volumes', model: 'model.onnx', dataset: { table: 'cases.csv', id: 'id' } },
      modalities: [{ name: 'ct', kind: 'volume', input: 'ct', source: { column: 'ct' }, steps }],
      outputs: { kind: 'multi-class', names: ['x', 'y'] },
    }),
  })
  const bytes = buildNifti({ dims: [4, 5, 6], pixDims: [1, 2, 3, 4], sform: [[-2, 0, 0, 9], [0, 0, 4, 1], [0, 3, 0, 2]] }) // prettier-ignore
  for (const id of ids) writeFileSync(join(folder, `${id}.nii`), bytes)
  const open = await openStudy(join(folder, 'study.yaml'))
  const dims = ['batch', null, null, null, null]
  const card = modelCard([['ct', 'float32', dims]])
  const dataset = await openDataset(open)
  return prepareStudy({ open, dataset, card, settings: open.study.run })
}

it.each([
  ['resize', { step: 'resize', size: [3, 4, 5] }],
  ['crop', { step: 'crop', size: [2, 4, 3] }],
  ['pad', { step: 'pad', size: [7, 7, 7], value: 3 }],
  ['resample', { step: 'resample', spacingMm: [2, 2, 2] }],
  ['orient', { step: 'orient', axes: 'PSR' }],
  ['reslice', { step: 'reslice', size: [3, 3, 3], spacingMm: [2, 2, 2], axes: 'LPS' }],
  ['channels', { step: 'channels', order: 'rgb' }],
  ['scale', { step: 'scale', from: [0, 10], to: [0, 1] }],
])('tells the same of a large volume before its tensor is made: %s', async (_, step) => {
  const prepared = await prepare([step, { step: 'clip', min: 0, max: 50 }])
  const large = await createPreviewReader({ keptBytes: 2 ** 30, quickValues: 0 })('s', prepared, 'a', 'ct')
  const small = await createPreviewReader({ keptBytes: 2 ** 30, quickValues: 1e6 })('s', prepared, 'a', 'ct')
  expect(large.look.tensors.tensors.get('ct')?.values).toHaveLength(0)
  expect(previewOf(large.look)).toEqual(previewOf(small.look))
  expect(await readPicture(large, 'source')).toEqual(await readPicture(small, 'source'))
  const model = await readPicture(large, 'model')
  expect(model.values.length).toBe(model.channels * model.dims.reduce((product, length) => product * length))
  expect(model).toEqual(await readPicture(small, 'model'))
  expect((await large.whole()) === (await large.whole())).toBe(true)
})

it('keeps so many bytes, the last that was asked for in any case, and counts tensors when they are made', async () => {
  // Made in another place than the file: as many bytes again.
  const prepared = await prepare([{ step: 'scale', from: [0, 10], to: [0, 1] }])
  const of = (bytes: number) => {
    const read = createPreviewReader({ keptBytes: bytes, quickValues: 0 })
    return (caseId: string) => read('s', prepared, caseId, 'ct')
  }
  const two = of(2 * 4 * voxels)
  const [a, b] = [await two('a'), await two('b')]
  expect([(await two('a')) === a, (await two('b')) === b]).toEqual([true, true])
  await two('c')
  expect([(await two('b')) === b, (await two('a')) === a]).toEqual([true, false])
  const three = of(3 * 4 * voxels)
  const [first, second] = [await three('a'), await three('b')]
  await second.whole()
  expect((await three('a')) === first).toBe(true)
  await first.whole()
  expect([(await three('a')) === first, (await three('b')) === second]).toEqual([true, false])
  const none = of(0)
  const last = await none('a')
  expect((await none('a')) === last).toBe(true)
})

it.each([
  ['MONOCHROME1', true],
  ['MONOCHROME2', false],
])('says of a file in %s whether large values are dark: %s', async (photometric, isInverted) => {
  const folder = folders({
    'cases.csv': 'id,xr\na,a.dcm\n',
    'study.yaml': stringify({
      ...{ modalens: 1, name: 'films', model: 'model.onnx', dataset: { table: 'cases.csv', id: 'id' } },
      modalities: [{ name: 'xr', kind: 'image', input: 'xr', source: { column: 'xr' } }],
      outputs: { kind: 'multi-class', names: ['x', 'y'] },
    }),
  })
  writeFileSync(join(folder, 'a.dcm'), buildDicom({ photometric, stored: [0, 1, 2, 3, 4, 5] }))
  const open = await openStudy(join(folder, 'study.yaml'))
  const card = modelCard([['xr', 'float32', ['batch', null, null, null]]])
  const dataset = await openDataset(open)
  const prepared = await prepareStudy({ open, dataset, card, settings: open.study.run })
  const read = await createPreviewReader()('s', prepared, 'a', 'xr')
  expect(previewOf(read.look)).toMatchObject({ isInverted })
  // The values stay.
  expect([...(await readPicture(read, 'source')).values]).toEqual([0, 1, 2, 3, 4, 5])
})

it('reads a file once for all that a study that is being set up makes of it, and again when the file is another one', async () => {
  const first = await prepare([{ step: 'clip', min: 0, max: 10 }])
  const [{ open, dataset, card }, read] = [first, createPreviewReader()]
  const changed = (steps: readonly object[]): Promise<PreparedStudy> => {
    const modalities = open.study.modalities.map((one) => ({ ...one, steps }) as never)
    const study = { ...open.study, modalities }
    return prepareStudy({ open: { ...open, study }, dataset, card, settings: open.study.run })
  }
  const second = await changed([{ step: 'clip', min: 5, max: 10 }])
  const [one, two] = [await read('s1', first, 'a', 'ct'), await read('s2', second, 'a', 'ct')]
  expect(two.look.value === one.look.value).toBe(true)
  expect(two.look.tensors).not.toEqual(one.look.tensors)
  expect((await read('s3', second, 'a', 'ct')) === two).toBe(true)
  writeFileSync(join(open.folder, 'a.nii'), buildNifti({ dims: [4, 5, 6], pixDims: [1, 2, 3, 5], sform: [[-2, 0, 0, 9], [0, 0, 4, 1], [0, 3, 0, 2]] })) // prettier-ignore
  expect((await read('s3', second, 'a', 'ct')) === two).toBe(false)
})

it('shows the file, and the steps before, of a picture that a step refuses', async () => {
  const prepared = await prepare([
    { step: 'resample', spacingMm: [2, 2, 2] },
    { step: 'crop', size: [99, 99, 99] },
  ])
  const read = createPreviewReader()
  const refused = await read('s', prepared, 'a', 'ct')
  expect(() => refused.look).toThrow(AppError)
  await expect(refused.whole()).rejects.toThrow(AppError)
  expect((await readPicture(refused, 'source')).values).toHaveLength(voxels)
  const { stages, problem } = await caseStages(refused, 'a')
  expect([stages.length, problem?.code]).toEqual([2, (await caught(refused.whole())).code])
  const { modalities } = await previewCase(read, 's', prepared, 'a')
  expect(modalities).toMatchObject([
    { kind: 'failed', modality: 'ct', file: { kind: 'volume', sourceDims: [6, 5, 4], modelDims: [] } },
  ])
})

async function caught(asked: Promise<unknown>): Promise<AppError> {
  return asked.then(
    () => {
      throw new Error('nothing was thrown')
    },
    (thrown: unknown) => thrown as AppError,
  )
}
