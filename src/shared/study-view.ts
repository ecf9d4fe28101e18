/** How a person looks at a study, remembered per study: nothing of it changes a figure. */
import { z } from 'zod'

const displayWindowSchema = z
  .object({ low: z.number(), high: z.number() })
  .refine(({ low, high }) => low < high, 'low below high')

export const studyViewSchema = z.object({
  identity: z.boolean().default(false).describe('patients, and what names them in a header, are shown'),
  windows: z
    .record(z.string(), displayWindowSchema)
    .default({})
    .describe('by modality: values from black to white, in the unit of the file'),
  scaleLimits: z
    .record(z.string(), z.number().positive())
    .default({})
    .describe('by modality: the difference that gets the full colour, where one was typed in'),
})

/** What is not named stays; null takes the entry of a modality away. */
export const studyViewChangeSchema = z.object({
  identity: z.boolean().optional(),
  windows: z.record(z.string(), displayWindowSchema.nullable()).optional(),
  scaleLimits: z.record(z.string(), z.number().positive().nullable()).optional(),
})

/** A study that is open, or the study of a run: both name the same view when the study file lies at the same place. */
export const viewedStudySchema = z.union([
  z.strictObject({ studyId: z.string() }),
  z.strictObject({ run: z.string() }),
])

export type DisplayLimits = z.output<typeof displayWindowSchema>
export type StudyView = z.output<typeof studyViewSchema>
export type StudyViewChange = z.input<typeof studyViewChangeSchema>
export type ViewedStudy = z.output<typeof viewedStudySchema>

/** How a study looks that nobody has changed the view of: the patient is hidden. */
export const plainStudyView: StudyView = { identity: false, windows: {}, scaleLimits: {} }

/** The view after a change. */
export function changeStudyView(view: StudyView, change: StudyViewChange): StudyView {
  return {
    identity: change.identity ?? view.identity,
    windows: changeEntries(view.windows, change.windows),
    scaleLimits: changeEntries(view.scaleLimits, change.scaleLimits),
  }
}

function changeEntries<Value>(
  entries: Readonly<Record<string, Value>>,
  change: Readonly<Record<string, Value | null>> = {},
): Record<string, Value> {
  const merged = Object.entries({ ...entries, ...change })
  return Object.fromEntries(merged.filter((entry): entry is [string, Value] => entry[1] !== null))
}
