import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { buildTwoVolumes, twoVolumesDims } from '../../bench/models/two-volumes'
import { buildAllocationLogger, findLargestAllocation } from '../../fixtures/builders/largest-allocation'
import { buildNifti } from '../../fixtures/builders/nifti'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeToyStudy } from '../../fixtures/builders/toy-study'
import { programs } from '../../fixtures/builders/transports'

const folders = useTemporaryFolders()
/** What the allocator of Electron gives in one piece, and the limit that docs/performance.md states. */
const limitBytes = 2 ** 31 - 2 ** 21

/** A study of one case with two volumes in eight blocks each. */
function writeStudy(): { readonly folder: string; readonly path: string } {
  const [depth, height, width] = twoVolumesDims.full
  const valueBytes = new Uint8Array(2 * depth * height * width).map((_, index) => (index * 7919) % 251)
  const model = buildTwoVolumes({ size: 'full' })
  const folder = folders({ 'ct.nii': buildNifti({ dims: [width, height, depth], valueBytes }) })
  writeFileSync(join(folder, 'pet.nii'), buildNifti({ dims: [width, height, depth], valueBytes }))
  const modalities = model.modalities.map(({ name, part }) => ({
    ...{ name, kind: 'volume', input: name, source: { column: name } },
    ...{ steps: [{ step: 'scale', from: [-32768, 32767] }], parts: { block: part }, replacement: 'zero' },
  }))
  const rows = [{ id: 'a', ct: 'ct.nii', pet: 'pet.nii' }]
  const outputs = { kind: 'multi-class', names: ['a', 'b', 'c', 'd'], activation: 'none' }
  return { folder, path: writeToyStudy({ folder, model: model.bytes, modalities, outputs, rows }) }
}

it.each([
  ['plain', 8],
  ['batched', 8],
  ['auto', 8],
  ['batched', 64],
])(
  'two volumes of 160 x 128 x 128 through a 3-D ResNet-10 ask for no block of 2 GiB (path: %s, --batch-size %i)',
  (way, batchSize) => {
    const { folder, path } = writeStudy()
    const library = buildAllocationLogger(folder)
    if (library === null) {
      process.stderr.write(
        '\n*** NOT TRIED: allocations are logged on Linux with glibc and a C compiler only. ***\n',
      )
      return
    }
    const words = [
      join(programs, 'cli.js'),
      'run',
      path,
      '--home',
      folder,
      '--path',
      way,
      '--batch-size',
      String(batchSize),
    ]
    const { status, stderr, largestBytes } = findLargestAllocation(library, folder, words)
    process.stdout.write(
      `largest block, path ${way}, batch ${batchSize}: ${Math.round(largestBytes / 2 ** 20)} MiB\n`,
    )
    expect([status, stderr.includes('100 %')]).toEqual([0, true])
    expect(largestBytes).toBeGreaterThan(2 ** 24)
    expect(largestBytes).toBeLessThan(limitBytes)
  },
)
