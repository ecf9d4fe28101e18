/** Loads onnxruntime, and nothing else does: whoever computes passes here, after its telemetry was switched off. */
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { isMainThread } from 'node:worker_threads'
import type * as Ort from 'onnxruntime-node'
import { AppError } from '@shared/errors'
import { isQuiet, quietEnvironment } from './quiet-environment'

const load = createRequire(import.meta.url)

// The environment of a thread is a copy that no native library sees: it was made of the real one when the thread began.
if (isMainThread) Object.assign(process.env, quietEnvironment)
else if (!isQuiet(process.env)) {
  throw new AppError('bug/unexpected', {
    where: 'session',
    words: 'onnxruntime would be loaded by a thread of a process that did not switch its telemetry off',
  })
}

const ort = load('onnxruntime-node') as typeof Ort

export const { InferenceSession, env, listSupportedBackends } = ort
export const OrtTensor = ort.Tensor

export type InferenceSession = Ort.InferenceSession
export type SessionOptions = Ort.InferenceSession.SessionOptions
export type OrtTensor = Ort.Tensor

/** Where the library lies: for a process of its own, which loads it by itself. */
export const onnxruntimeFolder = dirname(load.resolve('onnxruntime-node/package.json'))
