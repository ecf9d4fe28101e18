/** The run panel's fields -> what the run is asked for, or a sentence per field that cannot be used. */
import type { RunOverrides, RunSettings } from '@shared/study'

/** Fields as a page holds them: an emptied number field is ''. */
export interface RunForm {
  first: number | ''
  split: string
  aggregation: RunSettings['aggregation']
  device: RunSettings['device']
  batchSize: number | ''
  seed: number | ''
}

export interface RunFormAnswer {
  /** null while a field cannot be used. */
  readonly overrides: RunOverrides | null
  readonly sentences: readonly string[]
}

const largestBatch = 1024

/** Fills the fields with what the study says. */
export function toRunForm({ cases, aggregation, device, batchSize, seed }: RunSettings): RunForm {
  return { first: cases.first ?? '', split: cases.split ?? '', aggregation, device, batchSize, seed }
}

/** Checks the fields before the engine is asked; `settings` keeps what the form does not show. */
export function toOverrides(form: RunForm, settings: RunSettings): RunFormAnswer {
  const { first, split, aggregation, device, batchSize, seed } = form
  const sentences = [
    ...(first === '' || isWhole(first, 1)
      ? []
      : ['First cases only is a whole number from 1, or empty for all cases.']),
    ...(isWhole(batchSize, 1, largestBatch)
      ? []
      : [`Masks per batch is a whole number from 1 to ${largestBatch}.`]),
    ...(isWhole(seed, 0) ? [] : ['Seed is a whole number from 0.']),
  ]
  if (sentences.length > 0 || batchSize === '' || seed === '') return { overrides: null, sentences }
  const cases = {
    ...settings.cases,
    first: first === '' ? undefined : first,
    split: split === '' ? undefined : split,
  }
  return { overrides: { aggregation, device, batchSize, seed, cases }, sentences }
}

function isWhole(value: number | '', from: number, to = Number.MAX_SAFE_INTEGER): boolean {
  return value !== '' && Number.isSafeInteger(value) && value >= from && value <= to
}
