/** 6 of 11: an ONNX file on disk -> its model card. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '@shared/errors'
import type { ModelCard } from '@shared/model'
import { externalFiles } from './external-files'
import { toModelCard } from './model-card'
import { maxModelBytes, parseModel } from './parse-model'

/**
 * Reads the graph and hashes the model: the SHA-256 of the file, followed by its external files in order of their names where it has any.
 * Errors: model/not-found, model/too-large, model/empty, model/not-onnx, model/external-path, model/external-missing.
 */
export async function inspectModel(path: string): Promise<ModelCard> {
  const fileName = basename(path)
  const sizeBytes = await fileSize(path)
  if (sizeBytes === null) throw new AppError('model/not-found', { file: fileName })
  if (sizeBytes > maxModelBytes) throw new AppError('model/too-large', { file: fileName, sizeBytes })
  const parsed = parseModel(await readModel(path, fileName), fileName)
  const external = externalFiles(parsed, fileName)
  const sha256 = await hashFiles([path, ...(await findExternal(external, path))])
  return toModelCard(parsed, { fileName, sizeBytes, sha256 })
}

async function readModel(path: string, file: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: unknown) => {
    throw new AppError('model/not-found', { file }, { cause })
  })
}

async function findExternal(names: readonly string[], modelPath: string): Promise<string[]> {
  const paths: string[] = []
  for (const name of names) {
    const path = join(dirname(modelPath), name)
    if ((await fileSize(path)) === null) {
      throw new AppError('model/external-missing', { file: basename(modelPath), path: name })
    }
    paths.push(path)
  }
  return paths
}

/** Null for what is not a file. */
async function fileSize(path: string): Promise<number | null> {
  return stat(path).then(
    (file) => (file.isFile() ? file.size : null),
    () => null,
  )
}

/** Streams, because external weights may be larger than memory. */
async function hashFiles(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const path of paths) {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  }
  return hash.digest('hex')
}
