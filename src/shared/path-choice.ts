/** By which path, on which device and with how many workers a run goes, and what was tried for that. */
import { z } from 'zod'
import { deviceChoiceSchema } from './device'
import { errorDataSchema } from './error-schema'
import { noticeSchema } from './notice'
import { deviceNames, runPaths } from './study/run-settings'

/** What a path did on the first case: how near it came to the plain path, and how long a case takes on it. */
export const pathTrialSchema = z.object({
  path: z.enum(runPaths),
  largestDifference: z
    .number()
    .nullable()
    .describe('to the plain path over the checked masks; null when the path could not be opened'),
  secondsPerCase: z.number().nullable().describe('extrapolated from a few batches; null when not timed'),
  refused: errorDataSchema.nullable().describe('why the path is not taken'),
})

/** Cases that are computed at once, each with threads of its own. */
export const workersChoiceSchema = z.object({
  count: z.number().int().positive(),
  threads: z.number().int().positive().describe('of each'),
  secondsPerCase: z.number().nullable().describe('over all at once'),
})

/** path.json of the run folder: the path that the run takes, also when it is resumed (method.md section 9). */
export const pathChoiceSchema = z.object({
  path: z.enum(runPaths),
  checkedMasks: z.number(),
  tolerance: z.number(),
  trials: z.array(pathTrialSchema),
  device: deviceChoiceSchema.nullable().default(null).describe('null for runs of earlier versions'),
  workers: workersChoiceSchema.nullable().default(null).describe('null: one case on all threads'),
  comparedCases: z.number().default(1).describe('cases whose masks were compared before the run'),
  plainModalities: z
    .array(z.string())
    .default([])
    .describe(
      'run one mask at a time: no mask that was looked at moved an output, so nothing could be compared',
    ),
  notices: z
    .array(noticeSchema)
    .default([])
    .describe('what figures have to be read with; kept in the result'),
  notTried: z
    .array(z.enum([...runPaths, ...deviceNames]))
    .default([])
    .describe('paths and devices that were not tried, as that would take too much of so short a run'),
})

export type PathTrial = z.output<typeof pathTrialSchema>
export type WorkersChoice = z.output<typeof workersChoiceSchema>
export type PathChoice = z.output<typeof pathChoiceSchema>
