/** What is kept of a recording beside its outputs, so that its windows have names and times without the file. */
import { at } from './at'
import { z } from 'zod'
import { gridParts, type PartLayout } from './part'

export const recordingSchema = z.object({
  leads: z
    .array(z.object({ name: z.string(), unit: z.string() }))
    .describe('as the file has them, in the order of the model; empty where it has no names'),
  leadCount: z.number().int().describe('leads that the model takes'),
  hz: z
    .number()
    .nullable()
    .describe('samples per second of what the model takes; null where nothing says it'),
  masked: z
    .array(z.number().int())
    .optional()
    .describe('of a channel group: its leads, from 0; absent where all are masked'),
})

export type RecordingFacts = z.output<typeof recordingSchema>

/** A window in time; `start` is counted from the first sample that the model takes. */
export interface TimeWindow {
  /** Null where a window masks all leads. */
  readonly lead: string | null
  readonly start: number
  readonly length: number
  readonly unit: 's' | 'samples'
}

/** The name of a lead, or its number where the file has no names. */
export function leadName(names: readonly string[], lead: number): string {
  const name = names[lead] ?? ''
  return name === '' ? `lead ${lead + 1}` : name
}

/** The windows in part order; null for what is no grid of windows. */
export function timeWindows(layout: PartLayout, recording: RecordingFacts): readonly TimeWindow[] | null {
  if (layout.kind !== 'grid' || layout.dims.length > 2) return null
  const { hz, masked, leads } = recording
  const names = leads.map(({ name }) => name)
  const toTime = (samples: number): number => (hz === null ? samples : Number((samples / hz).toFixed(6)))
  const group = masked === undefined ? null : masked.map((lead) => leadName(names, lead)).join(', ')
  return gridParts(layout).map(({ offset, size }) => {
    const [lead] = offset
    return {
      lead: offset.length === 2 && lead !== undefined ? leadName(names, lead) : group,
      start: toTime(at(offset, offset.length - 1)),
      length: toTime(at(size, size.length - 1)),
      unit: hz === null ? 'samples' : 's',
    }
  })
}

/** A window as a person calls it: II, 0.44 to 1.04 s. */
export function windowName({ lead, start, length, unit }: TimeWindow): string {
  const time =
    unit === 's'
      ? `${start} to ${Number((start + length).toFixed(6))} s`
      : `samples ${start} to ${start + length - 1}`
  return lead === null ? time : `${lead}, ${time}`
}
