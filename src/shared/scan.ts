/** Scanned folders: what a scan counts while it goes on, and patients, studies and series when it is over. */
import { z } from 'zod'
import { errorDataSchema } from './error-schema'

export const fileKinds = ['dicom', 'nifti', 'volume', 'image', 'table', 'other'] as const

export const scanCountsSchema = z.object({
  folders: z.number(),
  files: z.number().describe('files seen, of any kind'),
  kinds: z
    .record(z.enum(fileKinds), z.number())
    .describe('files by content; volume is NRRD or MetaImage, image is PNG, JPEG, TIFF or BMP'),
  read: z.number().describe('files opened in this scan; the others were in the index already'),
  problems: z.number(),
})

export const scanChangesSchema = z.object({
  added: z.number(),
  changed: z.number().describe('files whose size or time of change differ from the index'),
  removed: z.number(),
  unchanged: z.number(),
})

const scan = { scan: z.string() }

export const scanEventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('progress'), ...scan, counts: scanCountsSchema }),
  z.object({
    event: z.literal('finished'),
    ...scan,
    counts: scanCountsSchema,
    changes: scanChangesSchema,
  }),
  z.object({ event: z.literal('cancelled'), ...scan, counts: scanCountsSchema }),
  z.object({ event: z.literal('failed'), ...scan, error: errorDataSchema }),
])

export const scannedSeriesSchema = z.object({
  series: z.string().describe('SeriesInstanceUID'),
  number: z.number().nullable(),
  description: z.string().nullable(),
  dicomModality: z.string().nullable(),
  sopClass: z.string().nullable(),
  transferSyntaxes: z.array(z.string()).describe('names; usually one'),
  fileCount: z.number(),
  sliceCount: z.number().describe('frames of all files, duplicates left out'),
  duplicateCount: z.number().describe('files that repeat a SOPInstanceUID of this series'),
  rows: z.number().nullable().describe('null when absent or not the same in all files'),
  columns: z.number().nullable(),
  sizeBytes: z.number(),
  folder: z.string().describe('the deepest folder that holds all its files'),
  folderCount: z.number().describe('folders that its files lie in'),
})

export const scannedStudySchema = z.object({
  study: z.string().describe('StudyInstanceUID'),
  date: z.string().nullable().describe('YYYYMMDD as written'),
  description: z.string().nullable(),
  series: z.array(scannedSeriesSchema),
})

export const scannedPatientSchema = z.object({
  patientId: z.string().nullable(),
  name: z.string().nullable().describe('for the screen only'),
  studies: z.array(scannedStudySchema),
})

export const scanProblemSchema = z.object({
  path: z.string().describe('below the scanned folder'),
  error: errorDataSchema,
})

export const scanSummarySchema = z.object({
  ...scan,
  handle: z.string().describe('of the folder'),
  path: z.string(),
  scannedAt: z.string(),
  isComplete: z.boolean().describe('false when the last scan was cancelled'),
  counts: scanCountsSchema,
  changes: scanChangesSchema,
})

export const scannedFolderSchema = scanSummarySchema.extend({
  patients: z.array(scannedPatientSchema),
  problems: z.array(scanProblemSchema).describe('the first ones; counts.problems tells how many there are'),
  notices: z.array(errorDataSchema),
})

export const seriesTableSchema = z.object({
  handle: z.string().describe('of the table'),
  name: z.string(),
  path: z.string(),
  rowCount: z.number(),
  sharedCount: z.number().describe('series whose folder holds others, too: the study has to name the series'),
  scatteredCount: z.number().describe('series whose files lie in several folders'),
})

export type SeriesTable = z.output<typeof seriesTableSchema>
export type FileKind = (typeof fileKinds)[number]
export type ScanCounts = z.output<typeof scanCountsSchema>
export type ScanChanges = z.output<typeof scanChangesSchema>
export type ScanEvent = z.output<typeof scanEventSchema>
export type ScannedSeries = z.output<typeof scannedSeriesSchema>
export type ScannedStudy = z.output<typeof scannedStudySchema>
export type ScannedPatient = z.output<typeof scannedPatientSchema>
export type ScanProblem = z.output<typeof scanProblemSchema>
export type ScanSummary = z.output<typeof scanSummarySchema>
export type ScannedFolder = z.output<typeof scannedFolderSchema>
