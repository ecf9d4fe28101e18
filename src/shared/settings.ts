/** What the application remembers for its user, and what it keeps on disk. */
import { z } from 'zod'
import { runSummarySchema } from './run'
import { deviceNames } from './study/run-settings'

const settingsFields = {
  theme: z.enum(['system', 'light', 'dark']),
  device: z.enum(['auto', ...deviceNames]).describe('of a run whose study names none'),
  grouping: z
    .enum(['comma', 'space'])
    .describe('12,345.6 or 12 345.6; the decimal point stays, or 0,123 would stand beside 0.123'),
  dates: z.enum(['iso', 'language']).describe('2026-11-28 15:57, or as the language of the system writes it'),
  identity: z.boolean().describe('patients are shown in studies for which nobody chose otherwise'),
  recentStudies: z.array(z.object({ handle: z.string(), name: z.string() })),
}

export const settingsSchema = z.object({
  theme: settingsFields.theme.default('system'),
  device: settingsFields.device.default('auto'),
  grouping: settingsFields.grouping.default('comma'),
  dates: settingsFields.dates.default('iso'),
  identity: settingsFields.identity.default(false),
  recentStudies: settingsFields.recentStudies.default([]),
})

/** What is not named stays: no default may stand in for it. */
export const settingsChangeSchema = z.object(settingsFields).partial()

/** A study that was opened, as the start page lists it. */
export const recentStudySchema = z.object({
  handle: z.string(),
  name: z.string(),
  path: z.string().describe('of the study file, for people'),
  openedAt: z.string().nullable().describe('null: by an earlier version, which did not note it'),
  modelName: z.string().nullable(),
  gone: z.enum(['study', 'model', 'table']).nullable().describe('the first that is not where it was'),
  lastRun: z
    .object({
      run: z.string(),
      createdAt: z.string(),
      state: runSummarySchema.shape.state,
      shares: z
        .array(z.object({ modality: z.string(), share: z.number() }))
        .describe('by modality, in the order of the study; none before a result'),
    })
    .nullable(),
})

/** What the application keeps on disk, and where. */
export const storageSchema = z.object({
  home: z.string().describe('folder of the application, for people'),
  roots: z.array(z.string()).describe('folders that a browser may look into; none: all (Electron)'),
  runs: z.array(
    z.object({
      run: z.string(),
      name: z.string(),
      createdAt: z.string(),
      state: runSummarySchema.shape.state,
      bytes: z.number(),
    }),
  ),
  indexes: z.array(z.object({ scan: z.string(), folder: z.string(), bytes: z.number() })),
  otherBytes: z.number().describe('demo, settings and views'),
})

export type Settings = z.output<typeof settingsSchema>
export type RecentStudy = z.output<typeof recentStudySchema>
export type Storage = z.output<typeof storageSchema>
