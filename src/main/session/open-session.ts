/** 7 of 10: opens an ONNX model with onnxruntime and runs batches of it. */
import { basename } from 'node:path'
import { InferenceSession, type Tensor as OrtTensor } from 'onnxruntime-node'
import { AppError } from '@shared/errors'
import type { ModelCard } from '@shared/model'
import type { StudyOutputs } from '@shared/study'
import type { Session } from './session'
import { chooseOutput, toRows } from './output-rows'
import { toOrtTensor } from './to-ort-tensor'
import type { Feeds } from '../batch/batch-buffers'

export interface SessionOptions {
  readonly card: ModelCard
  readonly outputs: StudyOutputs
  readonly threads: number
  readonly device: 'cpu'
}

/** Only errors: what onnxruntime has to say beyond them is noise in a terminal. */
const errorsOnly = 3

/** Opens a session. Errors: session/open-failed, session/no-output, session/output-needed. */
export async function openSession(modelPath: string, options: SessionOptions): Promise<Session> {
  const { card, outputs, threads, device } = options
  const output = chooseOutput(card, outputs)
  const session = await createOrtSession(modelPath, { threads, device })
  const dtypeOf = new Map(card.inputs.map(({ name, dtype }) => [name, dtype]))
  return {
    device,
    threads,
    release: () => session.release(),
    run: async (feeds, batch) => {
      const answer = await runOrt(session, toOrtFeeds(feeds, dtypeOf), output, card.fileName)
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
      logSeverityLevel: errorsOnly,
    })
  } catch (cause) {
    throw new AppError(
      'session/open-failed',
      { model: basename(modelPath), why: firstLine(cause) },
      { cause },
    )
  }
}

async function runOrt(
  session: InferenceSession,
  feeds: Record<string, OrtTensor>,
  output: string,
  model: string,
): Promise<OrtTensor> {
  try {
    const answers = await session.run(feeds, [output])
    const answer = answers[output]
    if (answer === undefined) throw new Error('the output is missing')
    return answer
  } catch (cause) {
    throw new AppError('session/run-failed', { model, why: firstLine(cause) }, { cause })
  }
}

/** onnxruntime speaks of nodes, names and shapes, never of values; its first line says enough. */
function firstLine(cause: unknown): string {
  const words = cause instanceof Error ? cause.message : String(cause)
  return (words.split('\n')[0] ?? '').slice(0, 300)
}
