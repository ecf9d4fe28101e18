/** The run panel's fields -> what the run is asked for, or a sentence per field that cannot be used. */
import { adaptiveSettingsSchema, type RunOverrides, type RunSettings } from '@shared/study'

/** Fields as a page holds them: an emptied number field is ''. */
export interface RunForm {
  first: number | ''
  split: string
  /** End early, once every contribution is known to the tolerance. */
  isAdaptive: boolean
  tolerance: number | ''
  minCases: number | ''
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
export function toRunForm({ cases, adaptive, aggregation, device, batchSize, seed }: RunSettings): RunForm {
  const { tolerance, minCases } = adaptiveSettingsSchema.parse(adaptive ?? {})
  return {
    first: cases.first ?? '',
    split: cases.split ?? '',
    isAdaptive: adaptive !== null,
    ...{ tolerance, minCases, aggregation, device, batchSize, seed },
  }
}

/** Checks the fields before the engine is asked; `settings` keeps what the form does not show. */
export function toOverrides(form: RunForm, settings: RunSettings): RunFormAnswer {
  const { first, split, aggregation, device, batchSize, seed } = form
  const sentences = [
    ...(first === '' || isWhole(first, 1)
      ? []
      : ['First cases only is a whole number from 1, or empty for all cases.']),
    ...(form.isAdaptive ? adaptiveSentences(form) : []),
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
  const adaptive = toAdaptive(form, settings)
  return { overrides: { adaptive, aggregation, device, batchSize, seed, cases }, sentences }
}

function toAdaptive(
  { isAdaptive, tolerance, minCases }: RunForm,
  settings: RunSettings,
): RunSettings['adaptive'] {
  return isAdaptive ? adaptiveSettingsSchema.parse({ ...settings.adaptive, tolerance, minCases }) : null
}

function adaptiveSentences({ tolerance, minCases }: RunForm): string[] {
  const { success } = adaptiveSettingsSchema.shape.tolerance.safeParse(tolerance)
  return [
    ...(success ? [] : ['Tolerance is a number from 0.001 to 0.5.']),
    ...(isWhole(minCases, 1) ? [] : ['At least so many cases is a whole number from 1.']),
  ]
}

function isWhole(value: number | '', from: number, to = Number.MAX_SAFE_INTEGER): boolean {
  return value !== '' && Number.isSafeInteger(value) && value >= from && value <= to
}
