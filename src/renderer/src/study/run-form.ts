/** The run panel's fields -> what the run is asked for, or a sentence per field that cannot be used. */
import {
  adaptiveSettingsSchema,
  limitWords,
  runOverridesSchema,
  type RunOverrides,
  type RunSettings,
} from '@shared/study'
import type { z } from 'zod'

/** Fields as a page holds them: an emptied number field is ''. */
export interface RunForm {
  first: number | ''
  /** Levels of the split column; none: all cases. */
  split: string[]
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

const limits = runOverridesSchema.shape
const { tolerance: toleranceLimits, minCases: minCasesLimits } = adaptiveSettingsSchema.shape
const firstLimits = limits.cases.unwrap().shape.first.unwrap()

/** Fills the fields with what the study says. */
export function toRunForm({ cases, adaptive, aggregation, device, batchSize, seed }: RunSettings): RunForm {
  const { tolerance, minCases } = adaptiveSettingsSchema.parse(adaptive ?? {})
  return {
    first: cases.first ?? '',
    split: [...(cases.split ?? [])],
    isAdaptive: adaptive !== null,
    ...{ tolerance, minCases, aggregation, device, batchSize, seed },
  }
}

/** Checks the fields before the engine is asked; `settings` keeps what the form does not show. */
export function toOverrides(form: RunForm, settings: RunSettings): RunFormAnswer {
  const { first, split, aggregation, device, batchSize, seed } = form
  const sentences = [
    ...(first === '' ? [] : wrong('First cases only', firstLimits, first, ', or empty for all cases')),
    ...(form.isAdaptive ? adaptiveSentences(form) : []),
    ...wrong('Masks per batch', limits.batchSize.unwrap(), batchSize),
    ...wrong('Seed', limits.seed.unwrap(), seed),
  ]
  if (sentences.length > 0 || batchSize === '' || seed === '') return { overrides: null, sentences }
  const cases = {
    ...settings.cases,
    first: first === '' ? undefined : first,
    split: split.length === 0 ? undefined : [...split],
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
  return [
    ...wrong('Tolerance', toleranceLimits.unwrap(), tolerance),
    ...wrong('At least so many cases', minCasesLimits.unwrap(), minCases),
  ]
}

/** A sentence where the study file would not take the value either. */
function wrong(field: string, schema: z.ZodType, value: number | '', more = ''): string[] {
  return schema.safeParse(value).success ? [] : [`${field} is ${limitWords(schema)}${more}.`]
}
