/** 6 of 10: an ONNX file on disk -> its model card. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AppError } from '@shared/errors'
import type { ModelCard } from '@shared/model'
import { toModelCard } from './model-card'
import { maxModelBytes, parseModel } from './parse-model'

/** Reads the graph and hashes the file. Errors: model/not-found, model/too-large, model/empty, model/not-onnx, model/external-path. */
export async function inspectModel(path: string): Promise<ModelCard> {
  const fileName = basename(path)
  const size = await stat(path).then(
    (file) => (file.isFile() ? file.size : null),
    () => null,
  )
  if (size === null) throw new AppError('model/not-found', { file: fileName })
  if (size > maxModelBytes) throw new AppError('model/too-large', { file: fileName, sizeBytes: size })
  const parsed = parseModel(await readFile(path), fileName)
  return toModelCard(parsed, { fileName, sizeBytes: size, sha256: await hashFile(path) })
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
