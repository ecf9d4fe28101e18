/** Signals: leads over time, cut into windows. */
import { AppError } from '@shared/errors'
import { toSamples, studiedHz, type SignalModality } from '@shared/kinds/signal'
import type { SignalDuration } from '@shared/kinds/signal-steps'
import { createGridMasker, type BoxedModality } from '../../maskers/grid-masker'
import type { Masker } from '../../maskers/masker'
import { matchPartSize } from '../../maskers/match-part-size'
import { floatTensor } from '../../maskers/part-view'
import { createNumericReplacement } from '../../maskers/replacements/numeric-replacement'
import { readSignal } from '../../readers/read-signal'
import { stagesOf } from '../../tensors/grid-stages'
import { createGridTensorMaker } from '../../tensors/grid-tensor-maker'
import { channelGroups } from '../grid-kind'
import { checkRank, wrongPlace, type Kind, type MaskerContext } from '../kind'
import { applySignalStep } from './apply-step'
import { claimSignals } from './signal-draft'
import { boxLayouts, findTimeAxes } from './lead-axes'
import { previewSignal, signalOfFile, signalOfModel } from './preview'
import { recordingFacts } from './recording-facts'
import { toRecording } from './signal-grid'

export const signalKind: Kind<SignalModality> = {
  isLarge: true,
  partsDiffer: false,
  read: (ref, modality) => {
    if (ref.lies !== 'in-file') throw wrongPlace(modality, ref)
    return readSignal(ref.path, modality.source.leads ?? null)
  },
  statistics: () => null,
  tokenizer: () => Promise.resolve(null),
  tensorMaker: (modality, { inputDims }) => {
    const { name, input, steps, layout } = modality
    const toGrid: Parameters<typeof createGridTensorMaker>[1]['toGrid'] = (value, place) =>
      steps.reduce(
        (changed, step) => applySignalStep(changed, step, place),
        toRecording(value, modality, place),
      ).grid
    // Its steps are its own: none is left for those of pictures.
    const settings = { name, input, steps: [], layout: boxLayouts[layout] }
    const make = createGridTensorMaker(
      settings,
      { kind: 'signal', rank: 1, hasLeads: true, toGrid },
      inputDims,
    )
    return (value, caseId) => {
      const tensors = make(value, caseId)
      return { ...tensors, recording: recordingFacts(value, modality, tensors) }
    }
  },
  maskers: signalMaskers,
  cohort: ({ name, input }) => ({ name, input, jointColumns: null }),
  matchedSize: ({ parts, input, layout }, first, count) => {
    if (parts.kind !== 'match') return null
    const { dims } = floatTensor(first, input)
    return matchPartSize(layout === 'samples-first' ? dims.slice(0, 1) : dims.slice(-1), count)
  },
  checkShape: (value, { name, layout }) => checkRank(value, name, layout === 'no-leads' ? 2 : 3),
  checkWhole: () => null,
  claim: claimSignals,
  preview: previewSignal,
  stages: (value, modality, place) =>
    stagesOf(
      toRecording(value, modality, place),
      modality.steps,
      (recording, step) => applySignalStep(recording, step, place),
      { isPlaced: false, gridOf: ({ grid }) => grid },
    ),
  outline: () => null,
  filePreview: () => null,
  filePicture: signalOfFile,
  modelPicture: signalOfModel,
}

function signalMaskers(modality: SignalModality, { cohort, matchedSize }: MaskerContext): Masker[] {
  const { name, input, replacement, layout } = modality
  const boxed: BoxedModality = { name, input, replacement, parts: boxesOf(modality), steps: null }
  const isEach = modality.parts.kind === 'windows' && modality.parts.leads === 'each'
  return channelGroups(modality).map((group) =>
    createGridMasker(boxed, {
      ...{ matchedSize, group },
      axes: (dims) => findTimeAxes(dims, layout),
      boxesHaveChannels: isEach,
      elements: 'samples',
      boxWords: (size, stride) => windowWords(modality, size, stride),
      replacement: createNumericReplacement(replacement, { modality: name, cohort }),
    }),
  )
}

/** Windows as boxes: of all leads along time, or of one lead. */
function boxesOf(modality: SignalModality): BoxedModality['parts'] {
  const { parts } = modality
  if (parts.kind !== 'windows') return parts
  const hz = studiedHz(modality)
  const toSize = (length: typeof parts.window): number[] => {
    const samples = toSamples(length, hz)
    // The study was refused where a window has no length.
    if (samples === null) throw new AppError('bug/unexpected', { where: 'boxesOf', words: modality.name })
    return parts.leads === 'each' ? [1, samples] : [samples]
  }
  return { kind: 'grid', size: toSize(parts.window), stride: toSize(parts.stride), edge: parts.edge }
}

/** Of how many samples; with the milliseconds where the study says these. */
function windowWords(
  { parts }: SignalModality,
  size: readonly number[],
  stride: readonly number[] | null,
): string {
  const written = parts.kind === 'windows' ? parts : null
  const lengthOf = (samples: readonly number[], length: SignalDuration | undefined): string => {
    const count = samples.at(-1) ?? 0
    const words = `${count} ${count === 1 ? 'sample' : 'samples'}`
    return typeof length === 'object' ? `${words} (${length.ms} ms)` : words
  }
  const every = stride === null ? '' : `, every ${lengthOf(stride, written?.stride)}`
  const leads = written?.leads === 'each' ? ', one lead at a time' : ''
  return `windows of ${lengthOf(size, written?.window)}${every}${leads}`
}
