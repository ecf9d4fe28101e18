/** 7 of 11: opens an ONNX model with onnxruntime and runs batches of it. */
import { basename } from 'node:path'
import { InferenceSession, type Tensor as OrtTensor } from 'onnxruntime-node'
import { AppError } from '@shared/errors'
import type { ModelCard } from '@shared/model'
import type { StudyOutputs } from '@shared/study'
import type { Session } from './session'
import { chooseOutput, toRows } from './output-rows'
import { ortWords } from './ort-words'
import { toOrtTensor } from './to-ort-tensor'
import type { Feeds } from '../batch/batch-buffers'

export interface SessionOptions {
  readonly card: ModelCard
  readonly outputs: StudyOutputs
  readonly threads: number
  readonly device: 'cpu'
}

/** onnxruntime throws what it also prints; a terminal shall hold only our words. */
const fatalOnly = 4

/** Opens a session; releasing it twice is harmless. Errors: session/open-failed, session/no-output, session/output-needed. */
export async function openSession(modelPath: string, options: SessionOptions): Promise<Session> {
  const { card, outputs, threads, device } = options
  const output = chooseOutput(card, outputs)
  const session = await createOrtSession(modelPath, { threads, device })
  let isOpen = true
  const dtypeOf = new Map(card.inputs.map(({ name, dtype }) => [name, dtype]))
  return {
    device,
    threads,
    release: async () => {
      if (!isOpen) return
      isOpen = false
      await session.release()
    },
    run: async (feeds, batch) => {
      const answer = await runOrt(session, toOrtFeeds(feeds, dtypeOf), output, modelPath)
      return toRows(answer, batch, outputs)
    },
  }
}

function toOrtFeeds(feeds: Feeds, dtypeOf: ReadonlyMap<string, string>): Record<string, OrtTensor> {
  return Object.fromEntries(
    [...feeds].map(([name, tensor]) => [name, toOrtTensor(tensor, name, dtypeOf.get(name) ?? tensor.dtype)]),
  )
}

async function createOrtSession(
  modelPath: string,
  { threads, device }: Pick<SessionOptions, 'threads' | 'device'>,
): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(modelPath, {
      executionProviders: [device],
      graphOptimizationLevel: 'all',
      executionMode: 'sequential',
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      logSeverityLevel: fatalOnly,
    })
  } catch (cause) {
    throw new AppError(
      'session/open-failed',
      { model: basename(modelPath), why: ortWords(cause, modelPath) },
      { cause },
    )
  }
}

async function runOrt(
  session: InferenceSession,
  feeds: Record<string, OrtTensor>,
  output: string,
  modelPath: string,
): Promise<OrtTensor> {
  try {
    const answers = await session.run(feeds, [output], { logSeverityLevel: fatalOnly })
    const answer = answers[output]
    if (answer === undefined) throw new Error('the output is missing')
    return answer
  } catch (cause) {
    const details = { model: basename(modelPath), why: ortWords(cause, modelPath) }
    throw new AppError('session/run-failed', details, { cause })
  }
}
