/** Where a model can be computed: what this machine has, and what a run took. */
import { z } from 'zod'
import { errorDataSchema } from './error-schema'
import { deviceNames } from './study/run-settings'

const device = z.enum(deviceNames)

export const deviceStateSchema = z.object({
  device,
  refused: errorDataSchema.nullable().describe('why it cannot be had on this machine; null when it can'),
})

/** What a device did on the first case. */
export const deviceTrialSchema = z.object({
  device,
  largestDifference: z
    .number()
    .nullable()
    .describe('to the CPU over the checked masks; null when it was not compared'),
  secondsPerCase: z.number().nullable().describe('on its own path; null when not timed'),
  refused: errorDataSchema.nullable().describe('why the device is not taken'),
})

/** Of path.json: the device that the run takes, also when it is resumed. */
export const deviceChoiceSchema = z.object({
  device,
  batchSize: z.number().describe('masks per forward pass that the run began with'),
  trials: z.array(deviceTrialSchema),
})

export type DeviceState = z.output<typeof deviceStateSchema>
export type DeviceTrial = z.output<typeof deviceTrialSchema>
export type DeviceChoice = z.output<typeof deviceChoiceSchema>
