/** Names what the devices of this machine depend on, so that they are tried again when it changes. */
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { arch, hostname, platform, release } from 'node:os'
import { join } from 'node:path'
import { onnxruntimeFolder } from '../onnxruntime'
import { onnxruntimeVersion } from '../onnxruntime-version'

/** What drivers and loaders look at. */
const variables = [
  'CUDA_VISIBLE_DEVICES',
  'LD_LIBRARY_PATH',
  'PATH',
  'VK_DRIVER_FILES',
  'VK_ICD_FILENAMES',
] as const

/** Makes a hash of machine, system, onnxruntime with its provider libraries, and the environment of drivers. */
export async function machineKey(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const facts = [
    ...[hostname(), platform(), arch(), release(), onnxruntimeVersion],
    ...(await listLibraries()),
    ...variables.map((name) => environment[name] ?? ''),
  ]
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}

/** The files beside the binding: those of CUDA come by an install of their own. */
async function listLibraries(): Promise<string[]> {
  const names = await readdir(join(onnxruntimeFolder, 'bin', 'napi-v6', platform(), arch())).catch(() => [])
  return names.toSorted()
}
