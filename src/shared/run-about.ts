/** What is shown of a run beside its events: what it is of, what it differs in, how long it took, how large it is. */
import { z } from 'zod'
import { phaseTimeSchema } from './run-phases'
import { runManifestSchema, runSummarySchema } from './run'
import { runningFiguresSchema } from './running-figures'
import { runSettingsSchema } from './study/run-settings'

export const runAboutSchema = z.object({
  summary: runSummarySchema,
  parameterCount: z.number().nullable().describe('of the model'),
  modalities: z.array(z.string()),
  settings: runSettingsSchema,
  place: z.string().describe('the run folder, for people'),
  patients: z.number().nullable().describe('as planned; null where that is not known'),
  passes: z.number().nullable(),
  totalMemoryBytes: z.number().describe('of this machine'),
  changedFrom: runManifestSchema.shape.changedFrom,
  phases: z.array(phaseTimeSchema).describe('of all sittings so far; none of earlier versions'),
  figures: z.array(runningFiguresSchema).describe('as they were told in the last sitting, oldest first'),
})

/** A run in the list of all runs. */
export const shelvedRunSchema = runSummarySchema.extend({
  leading: z
    .object({ modality: z.string(), share: z.number() })
    .nullable()
    .describe('of the leading aggregation; null before a figure'),
  seconds: z.number().nullable().describe('over all phases and sittings; null where that is not known'),
  bytes: z.number().describe('of its folder'),
})

export const runQueueSchema = z.object({
  working: z.array(z.string()).describe('runs that this engine works on'),
  waiting: z.array(runSummarySchema).describe('the next one first'),
  isHeld: z.boolean().describe('waits for a person: the engine was started anew since'),
})

export type RunAbout = z.output<typeof runAboutSchema>
export type ShelvedRun = z.output<typeof shelvedRunSchema>
export type RunQueueState = z.output<typeof runQueueSchema>
