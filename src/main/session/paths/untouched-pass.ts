/** What is computed once for a case: its original output and everything that masks do not change. */
import { at } from '@shared/at'
import { AppError } from '@shared/errors'
import type { OrtTensor } from '../onnxruntime'
import { buildUntouchedModel } from '../../graph/untouched-model'
import { cachedOf, type MapTensor } from '../../graph/incremental/map-tensor'
import type { CaseTensors } from '../../tensors/modality-tensors'
import { openOrtModel, type OrtModel } from '../ort-model'
import { toRows } from '../output-rows'
import type { DerivedOptions } from './derived-options'
import type { ModelPieces } from './model-pieces'
import { toOriginalFeeds } from './original-feeds'

export interface UntouchedCase {
  /** The chosen output of the untouched case, [C]. */
  readonly output: readonly number[]
  /** Inputs, frontier, sequences and cached maps by name. */
  readonly tensors: ReadonlyMap<string, OrtTensor>
}

export interface UntouchedPass {
  /** Its cached maps are written over by the next case. */
  readonly run: (original: CaseTensors) => Promise<UntouchedCase>
  readonly release: () => Promise<void>
}

/** Opens the model that gives the original output, the frontier, the maps as rows, and the named sequences. Errors: session/piece-not-opened. */
export async function openUntouchedPass(
  options: DerivedOptions,
  { index, output, frontier, untouched }: ModelPieces,
  maps: readonly MapTensor[],
  sequences: readonly string[],
): Promise<UntouchedPass> {
  const kept = [...new Set([...frontier.keys(), ...sequences])]
  const open = (): Promise<OrtModel> => {
    const bytes = buildUntouchedModel(options.parsed, index, { output, frontier: kept, maps })
    return openOrtModel({ modelPath: options.modelPath, bytes }, options)
  }
  const isLearned = maps.length === 0 && kept.length === frontier.size
  const model = untouched !== null && isLearned ? untouched : await open()
  const made = kept.filter((name) => !index.inputs.includes(name))
  const cachedNames = new Set(maps.map(cachedOf))
  const names = [...new Set([output, ...made]), ...cachedNames]
  let room = new Map<string, OrtTensor>()
  return {
    run: async (original) => {
      const feeds = toOriginalFeeds(original, options.card)
      const answers = await model.run(feeds, names, room)
      // The next case has the same sizes: its maps are written over these.
      room = new Map([...answers].filter(([name]) => cachedNames.has(name)))
      const answer = answers.get(output)
      if (answer === undefined)
        throw new AppError('bug/unexpected', { where: 'openUntouchedPass', words: output })
      const row = at(toRows(answer, 1, options.outputs), 0)
      return { output: row, tensors: new Map([...Object.entries(feeds), ...answers]) }
    },
    release: model.release,
  }
}
