/** What a run does first and last, as named phases with their time. */
import { z } from 'zod'
import { deviceNames, runPaths } from './study/run-settings'

/** In their order. */
export const runPhases = ['model', 'data', 'device', 'path', 'cases', 'summary'] as const

export const phaseTimeSchema = z.object({
  phase: z.enum(runPhases),
  seconds: z.number().nullable().describe('over all sittings of the run; null while it goes on'),
  facts: z
    .object({
      parameters: z.number().describe('of the model'),
      cases: z.number(),
      device: z.enum(deviceNames),
      path: z.enum(runPaths),
      notTried: z
        .array(z.enum([...runPaths, ...deviceNames]))
        .describe('paths and devices that so short a run was not worth trying'),
      workers: z.number().describe('cases at once'),
      largestDifference: z.number().nullable().describe('to the plain path, before the first case'),
    })
    .partial()
    .describe('what came of it'),
})

export type RunPhase = (typeof runPhases)[number]
export type PhaseTime = z.output<typeof phaseTimeSchema>
