/** Benchmark: a chest-like CT as a DICOM series and as NIfTI, and a study over the three. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { stringify } from 'yaml'
import { buildModel, floatInitializer, node, tensorInfo } from '../../../src/main/graph/build-model'
import { createRandom } from '../../../src/main/maskers/random'
import { buildDicom } from '../../fixtures/builders/dicom'
import { buildNifti } from '../../fixtures/builders/nifti'

/** [depth, height, width] */
export type Dims = readonly [number, number, number]

export interface ViewerCohort {
  readonly studyFile: string
  /** By the id of the case, which is also the name of the form. */
  readonly paths: Readonly<Record<ViewerForm, string>>
}

export const viewerForms = ['dicom', 'nifti', 'nifti-gz'] as const
export type ViewerForm = (typeof viewerForms)[number]

const spacingMm = [1, 0.8, 0.8] as const
const blockVoxels = 16

/** Writes volumes of `dims`, whose tensor has `modelDims`, into `folder`. The same seed writes the same bytes. */
export function writeViewerCohort(folder: string, dims: Dims, modelDims: Dims, seed: number): ViewerCohort {
  const values = chestOf(dims, seed)
  const paths = {
    dicom: join(folder, 'series'),
    nifti: join(folder, 'ct.nii'),
    'nifti-gz': join(folder, 'ct.nii.gz'),
  }
  writeSeries(paths.dicom, dims, values)
  const bytes = toNifti(dims, values)
  writeFileSync(paths.nifti, bytes)
  writeFileSync(paths['nifti-gz'], gzipSync(bytes))
  return { studyFile: writeStudy(folder, modelDims), paths }
}

/** Stored values 0 to 4095 of a body with two lungs and a spine, with noise: HU + 1024. */
function chestOf([depth, height, width]: Dims, seed: number): Int16Array {
  const random = createRandom('viewer bench', seed)
  const noise = Int16Array.from({ length: 4093 }, () => Math.round(40 * (random() + random() - 1)))
  const values = new Int16Array(depth * height * width)
  let at = 0
  for (let z = 0; z < depth; z += 1)
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1) {
        values[at] = tissueAt(z / depth - 0.5, y / height - 0.5, x / width - 0.5) + (noise[at % 4093] ?? 0)
        at += 1
      }
  return values
}

function tissueAt(z: number, y: number, x: number): number {
  if (x * x + 2 * y * y > 0.2) return 64
  const lung = (Math.abs(x) - 0.2) ** 2 + y * y + 0.3 * z * z
  if (lung < 0.02) return 200
  return x * x + (y - 0.2) ** 2 < 0.002 ? 1700 : 1070
}

function writeSeries(folder: string, [depth, rows, columns]: Dims, values: Int16Array): void {
  mkdirSync(folder)
  const count = rows * columns
  for (let z = 0; z < depth; z += 1) {
    const pixelBytes = new Uint8Array(values.buffer, 2 * z * count, 2 * count)
    const bytes = buildDicom({
      ...{ rows, columns, pixelBytes, instanceNumber: z + 1, intercept: '-1024', signed: true },
      ...{ position: [0, 0, z * spacingMm[0]], pixelSpacing: spacingMm.slice(1) },
    })
    writeFileSync(join(folder, `${String(z).padStart(4, '0')}.dcm`), bytes)
  }
}

function toNifti(dims: Dims, values: Int16Array): Uint8Array {
  const [z, y, x] = spacingMm
  return buildNifti({
    dims: dims.toReversed(),
    pixDims: [1, x, y, z],
    sform: [
      [-x, 0, 0, 0],
      [0, -y, 0, 0],
      [0, 0, z, 0],
    ],
    ...{ type: 4, slope: 1, intercept: -1024, valueBytes: new Uint8Array(values.buffer) },
  })
}

/** A model that looks at the mean: what is measured is what is looked at, not what is computed. */
function writeStudy(folder: string, modelDims: Dims): string {
  const model = buildModel({
    name: 'viewer bench',
    inputs: [tensorInfo('ct', 'float32', ['batch', 1, ...modelDims])],
    outputs: [tensorInfo('probabilities', 'float32', ['batch', 2])],
    initializers: [floatInitializer('weights', [1, 2], Float32Array.of(3, -3))],
    nodes: [
      node('GlobalAveragePool', ['ct'], ['pooled']),
      node('Flatten', ['pooled'], ['features']),
      node('MatMul', ['features', 'weights'], ['logits']),
      node('Softmax', ['logits'], ['probabilities'], { axis: 1 }),
    ],
  })
  writeFileSync(join(folder, 'model.onnx'), model)
  const rows = ['dicom,series', 'nifti,ct.nii', 'nifti-gz,ct.nii.gz']
  writeFileSync(join(folder, 'cases.csv'), ['id,ct', ...rows, ''].join('\n'))
  const path = join(folder, 'viewer.study.yaml')
  const ct = {
    ...{ name: 'ct', kind: 'volume', input: 'ct', source: { column: 'ct' } },
    steps: [
      { step: 'orient', axes: 'LPS' },
      { step: 'resize', size: modelDims },
      { step: 'window', center: -600, width: 1500 },
    ],
    parts: { block: [blockVoxels, blockVoxels, blockVoxels] },
    replacement: 'case-mean',
  }
  writeFileSync(
    path,
    stringify({
      ...{ modalens: 1, name: 'viewer bench', model: 'model.onnx' },
      ...{ dataset: { table: 'cases.csv', id: 'id' }, modalities: [ct] },
      ...{ outputs: { kind: 'multi-class', names: ['a', 'b'] }, run: { resamples: 100, path: 'batched' } },
    }),
  )
  return path
}
