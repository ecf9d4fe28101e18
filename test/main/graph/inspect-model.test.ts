import { createHash } from 'node:crypto'
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inspectModel } from '../../../src/main/graph/inspect-model'
import { buildExternalModel } from '../../fixtures/builders/external-model'
import { createTestFolder, saveTestModel } from '../../fixtures/builders/onnx'
import { buildBoxesModel } from '../../fixtures/models/boxes'

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest('hex')

describe('inspectModel', () => {
  it('names size and SHA-256 of the file', async () => {
    const bytes = buildBoxesModel()
    const card = await inspectModel(saveTestModel(bytes, 'boxes.onnx'))
    expect(card).toMatchObject({ fileName: 'boxes.onnx', sizeBytes: bytes.length, sha256: sha256(bytes) })
  })

  it('refuses what is not there, a folder, and a file beyond the limit of protobuf', async () => {
    const folder = createTestFolder()
    mkdirSync(join(folder, 'model.onnx'))
    const large = join(folder, 'large.onnx')
    writeFileSync(large, '')
    truncateSync(large, 2 ** 31)
    await expect(inspectModel(join(folder, 'none.onnx'))).rejects.toMatchObject({ code: 'model/not-found' })
    await expect(inspectModel(join(folder, 'model.onnx'))).rejects.toMatchObject({ code: 'file/not-a-file' })
    await expect(inspectModel(large)).rejects.toMatchObject({
      code: 'model/too-large',
      message: 'large.onnx has 2.0 GiB; one ONNX file holds at most 2.',
    })
  })

  it('hashes external weights too, so that changed weights are another model', async () => {
    const bytes = buildExternalModel('weights.bin', 'initializer')
    const path = saveTestModel(bytes)
    const weights = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8])
    writeFileSync(join(dirname(path), 'weights.bin'), weights)
    const card = await inspectModel(path)
    expect(card).toMatchObject({ externalFiles: ['weights.bin'], sha256: sha256(bytes, weights) })
  })

  it('says which external file is missing', async () => {
    const path = saveTestModel(buildExternalModel('weights.bin', 'initializer'))
    await expect(inspectModel(path)).rejects.toMatchObject({
      code: 'model/external-missing',
      details: { file: 'toy.onnx', path: 'weights.bin' },
    })
  })

  it.each(['../secret.bin', '/etc/passwd', 'a/../../b', '..\\secret', 'C:\\secret', '\\\\server\\share', ''])(
    'refuses weights at %j',
    async (location) => {
      for (const place of ['initializer', 'branch'] as const) {
        const path = saveTestModel(buildExternalModel(location, place))
        await expect(inspectModel(path)).rejects.toMatchObject({ code: 'model/external-path' })
      }
    },
  )

  it('takes names with dots for names', async () => {
    const path = saveTestModel(buildExternalModel('sub/..weights..bin', 'branch'))
    mkdirSync(join(dirname(path), 'sub'))
    writeFileSync(join(dirname(path), 'sub/..weights..bin'), 'w')
    await expect(inspectModel(path)).resolves.toMatchObject({ externalFiles: ['sub/..weights..bin'] })
  })
})
