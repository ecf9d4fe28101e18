import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { noteStudyFolder } from '../../../src/main/files/roots'
import { inspectModel } from '../../../src/main/graph/inspect-model'
import { readFile } from '../../../src/main/readers/read-file'
import { buildExternalModel } from '../../fixtures/builders/external-model'
import { buildMetaImageHeader } from '../../fixtures/builders/metaimage'
import { buildNiftiPair } from '../../fixtures/builders/nifti'
import { buildNrrdHeader, countingShorts } from '../../fixtures/builders/nrrd'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const temporaryFolder = useTemporaryFolders()

const pair = buildNiftiPair()

/** Each names `values` as the file beside it. */
const headers = [
  {
    name: 'a.nhdr',
    values: 'a.raw',
    bytes: buildNrrdHeader({ fields: { 'data file': 'a.raw' } }),
    content: countingShorts(),
    code: 'image/outside-folder',
  },
  {
    name: 'a.mhd',
    values: 'a.raw',
    bytes: buildMetaImageHeader({ dataFile: 'a.raw' }),
    content: countingShorts(),
    code: 'image/outside-folder',
  },
  { name: 'a.hdr', values: 'a.img', bytes: pair.header, content: pair.values, code: 'image/outside-folder' },
  {
    name: 'a.onnx',
    values: 'a.bin',
    bytes: buildExternalModel('a.bin', 'initializer'),
    content: new Uint8Array(8),
    code: 'model/external-path',
  },
]

const open = (path: string): Promise<unknown> =>
  path.endsWith('.onnx') ? inspectModel(path) : readFile(path, 'volume')

describe.each(headers)('the values beside $name', ({ name, values, bytes, content, code }) => {
  it('are not read through a link that leads away', async () => {
    const folder = temporaryFolder({ [`data/${name}`]: bytes, 'secret/values': content })
    symlinkSync(join(folder, 'secret/values'), join(folder, 'data', values))
    await expect(open(join(folder, 'data', name))).rejects.toMatchObject({ code })
  })

  it('are read through a link to another place in the folder of the study', async () => {
    const folder = temporaryFolder({ [`data/${name}`]: bytes, 'store/values': content })
    symlinkSync(join(folder, 'store/values'), join(folder, 'data', values))
    noteStudyFolder(folder)
    await expect(open(join(folder, 'data', name))).resolves.toBeDefined()
  })

  it('are read where both are links into one folder, as caches of models make them', async () => {
    const folder = temporaryFolder({ 'blobs/1': bytes, 'blobs/2': content, 'shown/none': '' })
    symlinkSync(join(folder, 'blobs/1'), join(folder, 'shown', name))
    symlinkSync(join(folder, 'blobs/2'), join(folder, 'shown', values))
    await expect(open(join(folder, 'shown', name))).resolves.toBeDefined()
  })

  it('are refused where they are a device', async () => {
    const folder = temporaryFolder({ [`data/${name}`]: bytes })
    symlinkSync('/dev/zero', join(folder, 'data', values))
    await expect(open(join(folder, 'data', name))).rejects.toMatchObject({ name: 'AppError' })
  })
})
