/** The Api: one contract, grouped by noun; implemented once in main/services, reached over three transports. */
import { oc } from '@orpc/contract'
import type { ContractRouterClient } from '@orpc/contract'
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { casePartsSchema, caseStagesSchema } from './case-look'
import { caseFilterSchema, caseListingSchema } from './case-filter'
import { cohortSummarySchema, fileCheckSchema } from './cohort'
import { caseContributionSchema } from './contribution'
import {
  casePlaceSchema,
  casePreviewSchema,
  modalityPreviewSchema,
  caseRowSchema,
  runSliceRequestSchema,
  sliceRequestSchema,
  sliceSchema,
  studySummarySchema,
  thumbnailSchema,
} from './dataset'
import { deviceStateSchema } from './device'
import { draftEditSchema, draftHintSchema, draftSchema, keyPathSchema } from './draft'
import { errorDataSchema } from './error-schema'
import { exportTableSchema } from './export-tables'
import { fileEntrySchema } from './file-entry'
import { modelCardSchema } from './model'
import { readingProgressSchema } from './reading-progress'
import { reportContentSchema } from './report-content'
import { caseRunSchema, runEventSchema, runPlanSchema, runResultSchema, runSummarySchema } from './run'
import { noticeSchema } from './notice'
import { movedDataSchema } from './moved-data'
import { runAboutSchema, runQueueSchema, shelvedRunSchema } from './run-about'
import { headerRequestSchema, runHeaderRequestSchema, sourceHeaderSchema } from './source-header'
import { scanEventSchema, scannedFolderSchema, scanSummarySchema, seriesTableSchema } from './scan'
import { recentStudySchema, settingsChangeSchema, settingsSchema, storageSchema } from './settings'
import { runOverridesSchema } from './study/run-settings'
import { studyViewChangeSchema, studyViewSchema, viewedStudySchema } from './study-view'

const studyId = z.object({ studyId: z.string() })
const run = z.object({ run: z.string() })
const scan = z.object({ scan: z.string().describe('stands for a folder by a hash of its path') })
const overrides = z.object({ overrides: runOverridesSchema.default({}) })

/** A failure of ours crosses as this one error; its data is an ErrorData. */
const base = oc.errors({ APP_ERROR: { status: 422, data: errorDataSchema } })

export const demoSchema = z.object({
  demo: z.string(),
  name: z.string(),
  description: z.string(),
  groundTruth: z.string().describe('what was planted, in words'),
})

export const contract = {
  files: {
    /** Where dropped files lie, which a browser does not tell: by name and size below the roots. */
    find: base
      .input(z.object({ name: z.string(), size: z.number().int().min(0) }))
      .output(z.object({ found: z.array(fileEntrySchema.extend({ path: z.string() })) })),
    roots: base.output(z.array(fileEntrySchema)),
    list: base
      .input(z.object({ handle: z.string() }))
      .output(
        z.object({ path: z.string(), parent: z.string().nullable(), entries: z.array(fileEntrySchema) }),
      ),
  },
  studies: {
    open: base.input(z.object({ handle: z.string() })).output(studySummarySchema),
    get: base.input(studyId).output(studySummarySchema),
    demos: base.output(z.array(demoSchema)),
    ofRun: base.input(run).output(
      z.object({
        studyId: z.string(),
        isChanged: z.boolean().describe('the study file is another one than when the run began'),
      }),
    ),
    openDemo: base.input(z.object({ demo: z.string() })).output(studySummarySchema),
    check: base
      .input(studyId.extend(overrides.shape))
      .output(z.object({ plan: runPlanSchema.nullable(), problems: z.array(errorDataSchema) })),
  },
  drafts: {
    begin: base.input(z.object({ model: z.string(), table: z.string() })).output(draftSchema),
    open: base.input(z.object({ handle: z.string() })).output(draftSchema),
    ofStudy: base.input(studyId).output(z.object({ handle: z.string() })),
    change: base.input(z.object({ handle: z.string(), edits: z.array(draftEditSchema) })).output(draftSchema),
    confirm: base
      .input(
        z.object({
          handle: z.string(),
          paths: z.array(keyPathSchema).describe('none: every mark below the top'),
        }),
      )
      .output(draftSchema),
    write: base.input(z.object({ handle: z.string(), text: z.string() })).output(draftSchema),
    undo: base.input(z.object({ handle: z.string() })).output(draftSchema),
    redo: base.input(z.object({ handle: z.string() })).output(draftSchema),
    hints: base.input(z.object({ handle: z.string() })).output(z.array(draftHintSchema)),
    /** Where the files of a study lie now; nothing is written: that is done by change. */
    moved: base
      .input(z.object({ handle: z.string(), folder: z.string().describe('handle of the moved folder') }))
      .output(movedDataSchema),
    /** A study file that was moved itself, below a folder by its name; null where it is not there. */
    findFile: base
      .input(z.object({ handle: z.string(), folder: z.string() }))
      .output(z.object({ handle: z.string().nullable() })),
    /** How the study file would name a file that somebody chose. */
    pathTo: base
      .input(z.object({ handle: z.string(), file: z.string().describe('handle of the chosen file') }))
      .output(z.object({ path: z.string() })),
  },
  datasets: {
    /** What is being read for the pages that wait, nothing of whom. */
    reading: base.output(z.array(readingProgressSchema)),
    cases: base
      .input(
        studyId.extend({
          offset: z.number().int().min(0).default(0),
          limit: z.number().int().min(1).max(1000).default(200),
          listing: caseListingSchema.prefault({}),
          columns: z.array(z.string()).default([]).describe('whose cells are wanted'),
        }),
      )
      .output(z.object({ total: z.number(), rows: z.array(caseRowSchema) })),
    place: base
      .input(studyId.extend({ caseId: z.string(), listing: caseListingSchema.prefault({}) }))
      .output(casePlaceSchema),
    /** Every case of a list, in its order. */
    ids: base
      .input(studyId.extend({ listing: caseListingSchema.prefault({}) }))
      .output(z.object({ ids: z.array(z.string()) })),
    cohort: base.input(studyId.extend({ filter: caseFilterSchema.prefault({}) })).output(cohortSummarySchema),
    /** Looks at some more files of the cases and says how far it has come: asked again until it is done, or no more. */
    checkFiles: base.input(studyId).output(fileCheckSchema),
    thumbnail: base
      .input(
        studyId.extend({
          ...{ caseId: z.string(), modality: z.string() },
          view: z.enum(['source', 'model']).default('source'),
          side: z.number().int().min(16).max(512).default(72).describe('longest side in pixels'),
        }),
      )
      .output(thumbnailSchema),
    export: base
      .input(
        studyId.extend({
          listing: caseListingSchema.prefault({}),
          columns: z.array(z.string()).min(1).describe('in this order'),
        }),
      )
      .output(z.object({ fileName: z.string(), file: z.instanceof(Blob) })),
    case: base.input(studyId.extend({ caseId: z.string() })).output(casePreviewSchema),
    slice: base.input(sliceRequestSchema).output(sliceSchema),
    /** A picture or recording after each of its preprocessing steps. */
    stages: base.input(studyId.extend({ caseId: z.string(), modality: z.string() })).output(caseStagesSchema),
    /** What would be masked of a case, and by what. */
    parts: base.input(studyId.extend({ caseId: z.string() })).output(casePartsSchema),
    header: base.input(headerRequestSchema).output(sourceHeaderSchema),
  },
  models: {
    inspect: base.input(z.object({ handle: z.string() })).output(modelCardSchema),
  },
  devices: {
    list: base.output(z.array(deviceStateSchema)),
  },
  runs: {
    /** One that is started while another works waits in the queue. */
    start: base
      .input(
        studyId.extend({
          ...overrides.shape,
          changedFrom: z.string().optional().describe('a run whose settings these were made from'),
        }),
      )
      .output(run),
    /** Ends it after its batch, as one that goes on later. */
    pause: base.input(run).output(z.object({})),
    about: base.input(run).output(runAboutSchema),
    shelf: base.output(z.array(shelvedRunSchema)),
    queue: base.output(runQueueSchema),
    /** Puts the waiting runs into this order; those that are not named stay behind. */
    arrange: base.input(z.object({ runs: z.array(z.string()) })).output(runQueueSchema),
    /** Goes on with a queue that waits for a person. */
    proceed: base.output(runQueueSchema),
    resume: base.input(run).output(run),
    cancel: base.input(run).output(z.object({})),
    remove: base.input(run).output(z.object({})),
    list: base.output(z.array(runSummarySchema)),
    ofCase: base.input(studyId.extend({ caseId: z.string() })).output(z.array(caseRunSchema)),
    summary: base.input(run).output(runSummarySchema),
    events: base
      .input(
        run.extend({ from: z.number().int().min(0).default(0).describe('first sequence number wanted') }),
      )
      .output(eventIterator(runEventSchema)),
    result: base.input(run).output(runResultSchema),
    case: base.input(run.extend({ caseId: z.string() })).output(caseContributionSchema),
    patient: base
      .input(run.extend({ caseId: z.string() }))
      .output(z.object({ patient: z.string().nullable() })),
    preview: base
      .input(run.extend({ caseId: z.string(), modality: z.string() }))
      .output(modalityPreviewSchema),
    /** Whose files were written since the run began: the maps may lie over other pictures than the figures are of. */
    newerSources: base
      .input(run.extend({ caseId: z.string() }))
      .output(z.object({ modalities: z.array(z.string()) })),
    slice: base.input(runSliceRequestSchema).output(sliceSchema),
    header: base.input(run.extend(runHeaderRequestSchema.shape)).output(sourceHeaderSchema),
    export: base
      .input(
        run.extend({ format: z.enum(['csv', 'json']), table: exportTableSchema.default('contributions') }),
      )
      .output(
        z.object({
          fileName: z.string(),
          file: z.instanceof(Blob),
          notices: z.array(noticeSchema).describe('what is missing in it'),
        }),
      ),
  },
  scans: {
    start: base.input(z.object({ handle: z.string() })).output(scan),
    cancel: base.input(scan).output(z.object({})),
    remove: base.input(scan).output(z.object({})),
    list: base.output(z.array(scanSummarySchema)),
    events: base.input(scan).output(eventIterator(scanEventSchema)),
    result: base.input(scan).output(scannedFolderSchema),
    /** Writes a table with a row per series, beside the scanned folder or where `folder` says. */
    table: base
      .input(
        scan.extend({
          series: z.array(z.string()).min(1).describe('SeriesInstanceUIDs'),
          folder: z.string().nullable().default(null).describe('handle; null: beside the scanned folder'),
          name: z.string().regex(/^[^/\\]+\.csv$/i, 'a file name that ends with .csv'),
        }),
      )
      .output(seriesTableSchema),
  },
  reports: {
    create: base
      .input(run.extend(reportContentSchema.shape))
      .output(z.object({ fileName: z.string(), file: z.instanceof(Blob) })),
  },
  settings: {
    get: base.output(settingsSchema),
    set: base.input(settingsChangeSchema).output(settingsSchema),
    recent: base.output(z.array(recentStudySchema)),
    forget: base.input(z.object({ handle: z.string() })).output(settingsSchema),
    storage: base.output(storageSchema),
  },
  views: {
    get: base.input(z.object({ of: viewedStudySchema })).output(studyViewSchema),
    set: base
      .input(z.object({ of: viewedStudySchema, change: studyViewChangeSchema }))
      .output(studyViewSchema),
  },
}

export type Api = ContractRouterClient<typeof contract>
export type Demo = z.output<typeof demoSchema>
