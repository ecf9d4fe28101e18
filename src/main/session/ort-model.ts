/** One graph in onnxruntime, from a file or from bytes, with failures in our words. */
import { basename, dirname } from 'node:path'
import { InferenceSession, type OrtTensor, type SessionOptions } from './onnxruntime'
import { AppError } from '@shared/errors'
import type { DeviceName } from '@shared/study'
import { providerSettings } from './devices/provider-settings'
import { ortWords } from './ort-words'

/** The file itself, or a graph derived from it, whose external weights lie beside the file. */
export interface OrtSource {
  readonly modelPath: string
  readonly bytes?: Uint8Array
}

export interface OrtOptions {
  readonly threads: number
  readonly device: DeviceName
}

export interface OrtModel {
  /**
   * Runs the graph. Tensors in `room` are written over instead of making new ones, where they have the right size.
   * Errors: session/run-failed, also when an output is missing; session/piece-not-run for a derived graph.
   */
  readonly run: (
    feeds: Readonly<Record<string, OrtTensor>>,
    outputs: readonly string[],
    room?: ReadonlyMap<string, OrtTensor>,
  ) => Promise<ReadonlyMap<string, OrtTensor>>
  /** Releasing twice is harmless. */
  readonly release: () => Promise<void>
}

/** onnxruntime throws what it also prints; a terminal shall hold only our words. */
const fatalOnly = 4

/**
 * What onnxruntime 1.30 may not do to a graph: it joins a Pad of zeros with the MaxPool behind it, whose own margin is no zero but
 * less than every value, so that maxima of negative values at the border come out wrong.
 */
const wrongOptimizers = 'Pad_Fusion'

/** Opens a graph. Errors: session/open-failed; session/piece-not-opened for a derived one: the file of the user is not to blame. */
export async function openOrtModel(source: OrtSource, options: OrtOptions): Promise<OrtModel> {
  const session = await createOrtSession(source, options)
  let isOpen = true
  return {
    run: (feeds, outputs, room) => runOrt(session, feeds, toFetches(outputs, room), source),
    release: async () => {
      if (!isOpen) return
      isOpen = false
      await session.release()
    },
  }
}

async function createOrtSession(
  { modelPath, bytes }: OrtSource,
  { threads, device }: OrtOptions,
): Promise<InferenceSession> {
  const settings: SessionOptions = {
    ...providerSettings(device),
    graphOptimizationLevel: 'all',
    executionMode: 'sequential',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: fatalOnly,
  }
  const optimization = { disable_specified_optimizers: wrongOptimizers }
  try {
    if (bytes === undefined) {
      return await InferenceSession.create(modelPath, { ...settings, extra: { optimization } })
    }
    // Pieces of a model take turns: threads that wait actively for the next run of one piece would slow the others down.
    const extra = {
      optimization,
      session: {
        model_external_initializers_file_folder_path: dirname(modelPath),
        intra_op: { allow_spinning: '0' },
      },
    }
    return await InferenceSession.create(bytes, { ...settings, extra })
  } catch (cause) {
    const details = { model: basename(modelPath), why: ortWords(cause, modelPath) }
    const code = bytes === undefined ? 'session/open-failed' : 'session/piece-not-opened'
    throw new AppError(code, details, { cause })
  }
}

function toFetches(
  outputs: readonly string[],
  room: ReadonlyMap<string, OrtTensor> = new Map(),
): Record<string, OrtTensor | null> {
  return Object.fromEntries(outputs.map((name) => [name, room.get(name) ?? null]))
}

async function runOrt(
  session: InferenceSession,
  feeds: Readonly<Record<string, OrtTensor>>,
  fetches: Record<string, OrtTensor | null>,
  { modelPath, bytes }: OrtSource,
): Promise<ReadonlyMap<string, OrtTensor>> {
  try {
    const answers = await session.run({ ...feeds }, fetches, { logSeverityLevel: fatalOnly })
    return new Map(
      Object.keys(fetches).map((name) => {
        const answer = answers[name]
        if (answer === undefined) throw new Error(`the output ${name} is missing`)
        return [name, answer]
      }),
    )
  } catch (cause) {
    const details = { model: basename(modelPath), why: ortWords(cause, modelPath) }
    const code = bytes === undefined ? 'session/run-failed' : 'session/piece-not-run'
    throw new AppError(code, details, { cause })
  }
}
