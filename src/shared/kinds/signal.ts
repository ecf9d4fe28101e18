/** Signals: a recording per case, such as an ECG, an EEG or an accelerometer: leads over time. */
import { z } from 'zod'
import { signalReplacementSchema } from '../study/replacement'
import { filePlace } from './grid-fields'
import { none, numberInput, sourceColumn, type KindProblem, type SharedKind } from './kind'
import { absentSchema, nameSchema } from './modality-fields'
import { durationSchema, signalStepSchema, type SignalDuration } from './signal-steps'

const parts = z
  .union([
    z.literal('whole').transform(() => ({ kind: 'whole' as const })),
    z.literal('matchParts').transform(() => ({ kind: 'match' as const })),
    z
      .strictObject({
        window: durationSchema,
        stride: durationSchema.optional().describe('default: the length of the window'),
        leads: z
          .enum(['together', 'each'])
          .default('together')
          .describe('a window masks all leads, or one lead at a time'),
        edge: z
          .enum(['truncate', 'error'])
          .default('truncate')
          .describe('what overhangs is cut off, or refused'),
      })
      .transform(({ window, stride = window, leads, edge }) => ({
        kind: 'windows' as const,
        ...{ window, stride, leads, edge },
      })),
  ])
  .describe('whole, matchParts (about as many as the smallest other modality), or windows in time')

export const signalModalitySchema = z.strictObject({
  kind: z.literal('signal'),
  name: nameSchema,
  input: z.string().min(1).describe('input of the model'),
  source: z.strictObject({
    column: z.string().min(1).describe('table column with the path of a recording'),
    folder: z
      .string()
      .optional()
      .describe('what the paths are relative to; default: the folder of the table'),
    suffix: z.string().optional().describe('added to the cell, for example .hea'),
    leads: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('names of the leads that the model takes, in its order; default: all, as the file has them'),
    hz: z
      .number()
      .positive()
      .optional()
      .describe('samples per second, for files that do not say it (NPY, CSV)'),
  }),
  steps: z
    .array(signalStepSchema)
    .default([])
    .describe('the preprocessing of the training, in order; nothing else is done'),
  layout: z
    .enum(['leads-first', 'samples-first', 'no-leads'])
    .default('leads-first')
    .describe('order of the axes the model wants: [leads, samples], [samples, leads] or [samples]'),
  parts: parts.default({ kind: 'match' }),
  replacement: signalReplacementSchema.default({ kind: 'zero' }).describe('what stands in for a masked part'),
  absent: absentSchema,
  channelGroups: z
    .record(z.string().min(1), z.array(z.number().int().min(0)).min(1))
    .optional()
    .describe('named groups of leads by their number from 0, each a modality of its own'),
})

export type SignalModality = z.output<typeof signalModalitySchema>

const preview = z.object({
  kind: z.literal('signal'),
  modality: z.string(),
  leads: z.array(z.string()).describe('names as the file has them; empty where it has none'),
  unit: z.string().describe('of the source values'),
  sourceDims: z.array(z.number()).describe('[leads, samples] of the file'),
  modelDims: z.array(z.number()).describe('the same axes as the model sees them'),
  sourceHz: z.number().nullable(),
  modelHz: z.number().nullable(),
})

/** Samples per second behind the steps, as far as the study says it; null where only the files do. */
export function studiedHz({ source, steps }: SignalModality): number | null {
  return steps.reduce<number | null>(
    (hz, step) => (step.step === 'resample' ? step.hz : hz),
    source.hz ?? null,
  )
}

/** Samples of a length; null for milliseconds without a rate, 0 for fewer than half a sample. */
export function toSamples(length: SignalDuration, hz: number | null): number | null {
  if (typeof length === 'number') return length
  return hz === null ? null : Math.round((length.ms * hz) / 1000)
}

export const signalKind: SharedKind<typeof signalModalitySchema, typeof preview> = {
  schema: signalModalitySchema,
  preview,
  description: {
    sentence: 'a recording over time (ECG, EEG, accelerometer): WFDB, EDF, DICOM waveform, CSV or NPY',
    place: ({ source }) => filePlace(source),
    columns: ({ name, source }) => sourceColumn(name, source.column),
    inputs: numberInput,
    groups: ({ channelGroups = {} }) => Object.keys(channelGroups),
    attributes: none,
    tokenizer: () => null,
    problems: windowProblems,
    partNames: 'study',
    partWords: ({ parts: windows }) => {
      if (windows.kind === 'whole') return 'the whole recording'
      if (windows.kind === 'match') return 'as many windows as the smallest other modality has parts'
      const { window, leads } = windows
      const length = typeof window === 'number' ? `${window} samples` : `${window.ms} ms`
      return `windows of ${length}${leads === 'each' ? ', one lead at a time' : ''}`
    },
  },
}

/** A window is the same in every case: milliseconds need a rate that the study knows. */
function windowProblems(modality: SignalModality): KindProblem[] {
  const { parts: windows, channelGroups } = modality
  if (windows.kind !== 'windows') return []
  const hz = studiedHz(modality)
  const wrong = (['window', 'stride'] as const).flatMap((key) => {
    const samples = toSamples(windows[key], hz)
    if (samples !== null && samples > 0) return []
    const expected =
      samples === null
        ? 'a number of samples; for milliseconds add a step resample or source.hz'
        : `at least one sample, which is ${Number((1000 / (hz ?? 1)).toPrecision(4))} ms at ${hz ?? 0} samples per second`
    return [{ path: ['parts', key], expected }]
  })
  const isTwice = windows.leads === 'each' && channelGroups !== undefined
  return isTwice
    ? [...wrong, { path: ['parts', 'leads'], expected: 'together: channelGroups part the leads already' }]
    : wrong
}
