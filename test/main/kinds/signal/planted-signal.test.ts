import { gridParts } from '@shared/part'
import { sliceValues } from '@shared/slice-values'
import { expect, it } from 'vitest'
import { createLaunchInProcess } from '../../../../src/main/hosts/engine/launch-in-process'
import { buildModel, floatInitializer, node, tensorInfo } from '../../../../src/main/graph/build-model'
import { createServices } from '../../../../src/main/services/services'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'
import { writeToyStudy } from '../../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()
const [samples, bumpAt, bumpLength] = [200, 120, 10]

/** A 1-D ResNet that looks for a bump in the second of two leads, and hardly at the record. */
function buildBumpModel(): Uint8Array {
  const smooth = [...Array<number>(9).fill(0), ...Array<number>(9).fill(1 / 9)]
  return buildModel({
    name: 'bump',
    inputs: [
      tensorInfo('ecg', 'float32', ['batch', 2, samples]),
      tensorInfo('record', 'float32', ['batch', 1]),
    ],
    outputs: [tensorInfo('y', 'float32', ['batch', 1])],
    initializers: [
      floatInitializer('stem', [1, 2, 9], smooth),
      floatInitializer('block', [1, 1, 3], [0.2, 0.3, 0.2]),
      floatInitializer('weights', [2, 1], [2, 0.01]),
      floatInitializer('bias', [1], [-3]),
    ],
    nodes: [
      node('Conv', ['ecg', 'stem'], ['smooth'], { kernel_shape: [9], pads: [4, 4] }),
      node('Relu', ['smooth'], ['skip']),
      node('Conv', ['skip', 'block'], ['inner'], { kernel_shape: [3], pads: [1, 1] }),
      node('Add', ['inner', 'skip'], ['sum']),
      node('Relu', ['sum'], ['map']),
      node('GlobalMaxPool', ['map'], ['most']),
      node('Flatten', ['most'], ['flat']),
      node('Concat', ['flat', 'record'], ['joined'], { axis: 1 }),
      node('Gemm', ['joined', 'weights', 'bias'], ['logit']),
      node('Sigmoid', ['logit'], ['y']),
    ],
  })
}

/** Leads of 0 to 0.3; positives have a bump of height 2 in the second. */
function leadsOf(place: number): number[] {
  return Array.from({ length: 2 * samples }, (_, at) => {
    const [lead, sample] = [Math.floor(at / samples), at % samples]
    const isBump = place % 2 === 1 && lead === 1 && sample >= bumpAt && sample < bumpAt + bumpLength
    return isBump ? 2 : 0.15 + 0.15 * Math.sin(sample / (3 + place) + lead)
  })
}

it.each(['together', 'each'] as const)(
  'finds the window with the planted bump, and that the record is hardly looked at (leads: %s)',
  async (leads) => {
    const ids = Array.from({ length: 6 }, (_, place) => `c${place}`)
    const path = writeToyStudy({
      folder: folders({}),
      model: buildBumpModel(),
      modalities: [
        {
          ...{ name: 'ecg', kind: 'signal', input: 'ecg', source: { column: 'ecg', hz: 100 } },
          ...{ parts: { window: { ms: 200 }, leads }, replacement: 'line' },
        },
        { name: 'record', kind: 'tabular', input: 'record', attributes: [{ name: 'age' }] },
      ],
      outputs: { kind: 'multi-label', names: ['bump'], activation: 'none' },
      rows: ids.map((id, place) => ({ id, ecg: `${id}.npy`, age: (place + 1) / 6 })),
      images: Object.fromEntries(
        ids.map((id, place) => [`${id}.npy`, { dims: [2, samples], values: leadsOf(place) }]),
      ),
      run: { path: 'incremental', device: 'cpu' },
    })
    const home = folders({})
    const services = createServices({
      ...{ home, roots: [], clock: () => new Date(0), launchRun: createLaunchInProcess() },
    })
    const { studyId } = await services.studies.open({ handle: services.files.grant(path) })
    const preview = await services.datasets.case({ studyId, caseId: 'c1' })
    expect(preview.modalities[0]).toMatchObject({
      ...{ kind: 'signal', sourceDims: [2, samples], modelDims: [2, samples], sourceHz: 100, modelHz: 100 },
    })
    const slice = {
      studyId,
      caseId: 'c1',
      modality: 'ecg',
      view: 'model',
      axis: 'z',
      index: 0,
      count: 1,
      part: null,
    } as const
    const shown = await services.datasets.slice(slice)
    expect(shown.dims).toEqual([2, samples, 1])
    expect(sliceValues(shown)[samples + bumpAt]).toBe(2)

    const { run } = await services.runs.start({ studyId, overrides: {} })
    for await (const event of await services.runs.events({ run, from: 0 }))
      expect(event.event).not.toBe('failed')
    const { contribution } = await services.runs.result({ run })
    expect(contribution.modalities.map(({ modality }) => modality)).toEqual(['ecg', 'record'])
    expect(contribution.modalities[0]!.contribution).toBeGreaterThan(0.95)
    const { modalities } = await services.runs.case({ run, caseId: 'c1' })
    const { layout, signed } = modalities[0]!
    if (layout.kind !== 'grid') throw new Error(layout.kind)
    const strongest = signed.reduce(
      (best, [value = 0], part) => (Math.abs(value) > Math.abs(signed[best]![0]!) ? part : best),
      0,
    )
    const window = gridParts(layout)[strongest]!
    expect(window.offset).toEqual(leads === 'each' ? [1, bumpAt] : [bumpAt])
    expect(signed[strongest]![0]).toBeGreaterThan(0.3)
    const { file } = await services.reports.create({ run, words: false, fileNames: false })
    expect(file.size).toBeGreaterThan(10_000)
  },
)
