/** The values behind a preview: a modality of a case as its file has it and as the model sees it. */
import { AppError } from '@shared/errors'
import type { StudyModality } from '@shared/study'
import { isAbsent } from '../../dataset/absent-modality'
import { filesOf, sourceRef, type SourceRef } from '../../dataset/source-ref'
import { kindOf, type CaseValue } from '../../kinds'
import type { SourceValue } from '../../readers/source-value'
import type { PreparedStudy } from '../../run/prepared-study'
import type { ModalityTensors } from '../../tensors/modality-tensors'
import type { TensorMaker } from '../../tensors/tensor-maker'
import { stampOf } from './kept-readings'

/** What was read. Making the tensor of a large volume takes longer than cutting a slice of its file, and is done when somebody looks at it. */
export interface ReadValue {
  readonly modality: StudyModality
  /** As its file has it. */
  readonly value: SourceValue
  /** Enough for facts: tensors that are not made yet say where they lie, and have no values. Throws what the tensor maker throws: then there is the file alone. */
  readonly look: CaseValue
  /** Made once. Errors: those of the tensor maker. */
  readonly whole: () => Promise<CaseValue>
}

export type ReadPreview = (
  key: string,
  prepared: PreparedStudy,
  caseId: string,
  name: string,
) => Promise<ReadValue>

export interface PreviewLimits {
  /** A slider asks for many slices of one volume: so much is kept, the last that was asked for in any case. */
  readonly keptBytes: number
  /** The tensor of a picture of so many values is made at once. */
  readonly quickValues: number
}

const usualLimits: PreviewLimits = { keptBytes: 2 * 2 ** 30, quickValues: 2 ** 22 }

interface Kept {
  /** Says which files were read, and how. */
  readonly readingId: string
  readonly value: Promise<SourceValue>
  readonly found: Promise<ReadValue>
  /** 0 while it is read. */
  bytes: number
}

/** What is read, and what is made of it. */
interface Question {
  readonly modality: StudyModality
  readonly ref: SourceRef
  readonly caseId: string
  readonly maker: TensorMaker
}

/** Reads previews and keeps the last ones, as long as their files are what they were; `key` names the study or run that they belong to. */
export function createPreviewReader({ keptBytes, quickValues }: PreviewLimits = usualLimits): ReadPreview {
  const kept = new Map<string, Kept>()
  const giveBack = (): void => {
    let bytes = [...kept.values()].reduce((sum, one) => sum + one.bytes, 0)
    for (const [id, one] of [...kept].slice(0, -1)) {
      if (bytes <= keptBytes) return
      kept.delete(id)
      bytes -= one.bytes
    }
  }
  const begin = (id: string, readingId: string, question: Question): Kept => {
    const weigh: Weigh = (source, tensors) => {
      begun.bytes = bytesOf(source, tensors)
      giveBack()
    }
    // A study that is being set up is another one after every change; its files are the same.
    const same = [...kept.values()].find((one) => one.readingId === readingId)
    const value = same?.value ?? kindOf(question.modality).read(question.ref, question.modality)
    const found = value.then((read) => toReadValue(question, read, quickValues, weigh))
    const begun: Kept = { readingId, value, found, bytes: 0 }
    // Whoever asked hears of the failure; the next one asks anew.
    begun.found.catch(() => {
      if (kept.get(id) === begun) kept.delete(id)
    })
    return begun
  }
  return async (key, prepared, caseId, name) => {
    const question = questionOf(prepared, caseId, name)
    const readingId = await readingIdOf(question)
    const id = JSON.stringify([makingIdOf(question, key, prepared), caseId, name, readingId])
    const one = kept.get(id) ?? begin(id, readingId, question)
    kept.delete(id)
    kept.set(id, one)
    giveBack()
    return one.found
  }
}

/** Settings that say what is done with a value, not how it is read. */
const settingsOfMaking: ReadonlySet<string> = new Set(['steps', 'layout', 'replacement', 'input', 'absent'])

async function readingIdOf({ modality, ref }: Question): Promise<string> {
  // Labels are read with the picture; other parts need no file.
  const hasLabels = ref.lies === 'in-file' && ref.labels !== undefined
  const settings = Object.entries(modality).filter(
    ([setting]) => !settingsOfMaking.has(setting) && (setting !== 'parts' || hasLabels),
  )
  return JSON.stringify([ref, await stampOf(filesOf(ref)), settings])
}

/** What a tensor is made by: of files the modality and the inputs of the model alone, of words and rows the study. */
function makingIdOf({ modality }: Question, key: string, { card }: PreparedStudy): unknown {
  return kindOf(modality).isLarge ? [modality, card.inputs] : key
}

function questionOf(prepared: PreparedStudy, caseId: string, name: string): Question {
  const modality = prepared.open.study.modalities.find((one) => one.name === name)
  const datasetCase = prepared.dataset.cases.find((one) => one.caseId === caseId)
  const maker = prepared.makers.get(name)
  if (modality === undefined || datasetCase === undefined || maker === undefined) {
    throw new AppError('study/no-such-case', { caseId, modality: name })
  }
  if (isAbsent(modality, datasetCase))
    throw new AppError('study/modality-absent', { caseId, modality: name, given: modality.absent })
  return { modality, ref: sourceRef(prepared.open, modality, datasetCase), caseId, maker }
}

async function toReadValue(
  { modality, caseId, maker }: Question,
  value: SourceValue,
  quickValues: number,
  weigh: Weigh,
): Promise<ReadValue> {
  const read = { modality, value }
  const isLarge = 'values' in value && value.values.length > quickValues
  const outline = isLarge ? kindOf(modality).outline(value, modality) : null
  const make = async (from: SourceValue): Promise<CaseValue> => {
    const tensors = await maker(from, caseId)
    weigh(value, tensors)
    return { ...read, tensors }
  }
  weigh(value, null)
  try {
    const look = await make(outline ?? value)
    if (outline === null) return { ...read, look, whole: () => Promise.resolve(look) }
    let made: Promise<CaseValue> | null = null
    return { ...read, look, whole: () => (made ??= make(value)) }
  } catch (thrown) {
    return withoutTensors(read, thrown)
  }
}

function withoutTensors(read: Pick<ReadValue, 'modality' | 'value'>, thrown: unknown): ReadValue {
  const refuse = (): never => {
    throw thrown
  }
  return {
    ...read,
    get look() {
      return refuse()
    },
    whole: () => Promise.resolve().then(refuse),
  }
}

type Weigh = (value: SourceValue, tensors: ModalityTensors | null) => void

/** What is shared by file and tensor counts once. */
function bytesOf(value: SourceValue, tensors: ModalityTensors | null): number {
  const own = 'values' in value ? [value.values] : []
  const labels = 'labels' in value ? [value.labels.map.values] : []
  const made = [...(tensors?.tensors.values() ?? [])].map(({ values }) => values)
  const buffers = new Set([...own, ...labels, ...made].map(({ buffer }) => buffer))
  return [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0)
}
