/** An ONNX file on disk -> its model card. */
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError, isAppError, type DetailsOf } from '@shared/errors'
import type { ModelCard } from '@shared/model'
import { isUnread } from '../files/open-file'
import { readBytes, readPieces } from '../files/read-bytes'
import { liesBeside } from '../files/roots'
import { externalFiles } from './external-files'
import { toModelCard } from './model-card'
import { maxModelBytes, parseModel } from './parse-model'

/**
 * Reads the graph and hashes the model: the SHA-256 of the file, followed by its external files in order of their names where it has any.
 * Errors: model/not-found, model/too-large, model/empty, model/not-onnx, model/external-path, model/external-missing.
 */
export async function inspectModel(path: string): Promise<ModelCard> {
  const fileName = basename(path)
  const bytes = await readModel(path, fileName)
  const parsed = parseModel(bytes, fileName)
  const external = externalFiles(parsed, fileName)
  const sha256 = await hashFiles([path, ...(await findExternal(external, path))])
  return toModelCard(parsed, { fileName, sizeBytes: bytes.length, sha256 })
}

/** What exporters wrote into the file beside the graph (metadata_props). Errors: those of inspectModel. */
export async function readModelMetadata(path: string): Promise<ReadonlyMap<string, string>> {
  const fileName = basename(path)
  const { model } = parseModel(await readModel(path, fileName), fileName)
  return new Map(model.metadataProps.map(({ key, value }) => [key, value]))
}

async function readModel(path: string, file: string): Promise<Uint8Array> {
  return readBytes(path, maxModelBytes).catch((cause: unknown) => {
    if (isAppError(cause) && cause.code === 'file/too-large') {
      throw new AppError('model/too-large', cause.details as DetailsOf<'model/too-large'>)
    }
    throw isUnread(cause) ? new AppError('model/not-found', { file }, { cause }) : cause
  })
}

async function findExternal(names: readonly string[], modelPath: string): Promise<string[]> {
  const paths: string[] = []
  for (const name of names) {
    const path = join(dirname(modelPath), name)
    const file = basename(modelPath)
    if (!(await isFile(path))) throw new AppError('model/external-missing', { file, path: name })
    if (!(await liesBeside(path, modelPath))) throw new AppError('model/external-path', { file, path: name })
    paths.push(path)
  }
  return paths
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}

/** In pieces, because external weights may be larger than memory. */
async function hashFiles(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const path of paths) {
    await readPieces(path, (piece) => hash.update(piece))
  }
  return hash.digest('hex')
}
