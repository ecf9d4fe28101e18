/** The values behind a preview: a modality of a case as its file has it and as the model sees it. */
import { AppError } from '@shared/errors'
import type { StudyModality } from '@shared/study'
import { isAbsent } from '../../dataset/absent-modality'
import { sourceRef } from '../../dataset/source-ref'
import { kindOf, type CaseValue } from '../../kinds'
import type { SourceValue } from '../../readers/source-value'
import type { PreparedStudy } from '../../run/prepared-study'
import type { TensorMaker } from '../../tensors/tensor-maker'

/** What was read. Making the tensor of a large volume takes longer than cutting a slice of its file, and is done when somebody looks at it. */
export interface ReadValue {
  /** Enough for facts and for the view of the file: tensors that are not made yet say where they lie, and have no values. */
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
  readonly found: Promise<ReadValue>
  /** 0 while it is read. */
  bytes: number
}

/** Reads previews and keeps the last ones; `key` names the study or run that they belong to. */
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
  const begin = (id: string, reading: Promise<Read>): Kept => {
    const weigh = (source: CaseValue): void => {
      begun.bytes = bytesOf(source)
      giveBack()
    }
    const begun: Kept = { found: reading.then((read) => toReadValue(read, quickValues, weigh)), bytes: 0 }
    // Whoever asked hears of the failure; the next one asks anew.
    begun.found.catch(() => {
      if (kept.get(id) === begun) kept.delete(id)
    })
    return begun
  }
  return (key, prepared, caseId, name) => {
    const id = JSON.stringify([key, caseId, name])
    const one = kept.get(id) ?? begin(id, readSource(prepared, caseId, name))
    kept.delete(id)
    kept.set(id, one)
    giveBack()
    return one.found
  }
}

interface Read {
  readonly modality: StudyModality
  readonly value: SourceValue
  readonly caseId: string
  readonly maker: TensorMaker
}

async function readSource(prepared: PreparedStudy, caseId: string, name: string): Promise<Read> {
  const modality = prepared.open.study.modalities.find((one) => one.name === name)
  const datasetCase = prepared.dataset.cases.find((one) => one.caseId === caseId)
  const maker = prepared.makers.get(name)
  if (modality === undefined || datasetCase === undefined || maker === undefined) {
    throw new AppError('study/no-such-case', { caseId, modality: name })
  }
  if (isAbsent(modality, datasetCase))
    throw new AppError('study/modality-absent', { caseId, modality: name, given: modality.absent })
  const value = await kindOf(modality).read(sourceRef(prepared.open, modality, datasetCase), modality)
  return { modality, value, caseId, maker }
}

async function toReadValue(
  { modality, value, caseId, maker }: Read,
  quickValues: number,
  weigh: (source: CaseValue) => void,
): Promise<ReadValue> {
  const isLarge = 'values' in value && value.values.length > quickValues
  const outline = isLarge ? kindOf(modality).outline(value, modality) : null
  const look = { modality, value, tensors: await maker(outline ?? value, caseId) }
  weigh(look)
  if (outline === null) return { look, whole: () => Promise.resolve(look) }
  let made: Promise<CaseValue> | null = null
  const make = async (): Promise<CaseValue> => {
    const whole = { modality, value, tensors: await maker(value, caseId) }
    weigh(whole)
    return whole
  }
  return { look, whole: () => (made ??= make()) }
}

/** What is shared by file and tensor counts once. */
function bytesOf({ value, tensors }: CaseValue): number {
  const own = 'values' in value ? [value.values] : []
  const labels = 'labels' in value ? [value.labels.map.values] : []
  const made = [...tensors.tensors.values()].map(({ values }) => values)
  const buffers = new Set([...own, ...labels, ...made].map(({ buffer }) => buffer))
  return [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0)
}
