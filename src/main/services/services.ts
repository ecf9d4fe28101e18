/** The services of the program, one per noun, over everything below this folder. */
import { inspectModel } from '../graph/inspect-model'
import { createDatasets } from './datasets'
import { findDevices } from './find-devices'
import { createFiles, type FilesService } from './files'
import { createHandles } from './handles'
import { createOpenStudies } from './open-studies'
import { createPreviewReader } from './preview-source'
import { createReports } from './reports'
import { createRuns, type RunsService } from './runs'
import { createScans, type ScansService } from './scans'
import type { ApiService } from './service'
import type { ServiceContext, ServiceOptions } from './service-context'
import { createSettings } from './settings'
import { createStudies, type StudiesService } from './studies'

/** The Api, with what only hosts may call beside it. */
export interface Services extends ApiService {
  readonly files: FilesService
  readonly studies: StudiesService
  readonly runs: RunsService
  readonly scans: ScansService
}

/** Puts the services together for one host process. */
export function createServices(options: ServiceOptions): Services {
  const context: ServiceContext = { ...options, handles: createHandles(), studies: createOpenStudies() }
  const readPreview = createPreviewReader()
  const runs = createRuns(context, readPreview)
  return {
    files: createFiles(context),
    studies: createStudies(context),
    datasets: createDatasets(context, readPreview),
    models: { inspect: ({ handle }) => inspectModel(context.handles.pathOf(handle)) },
    devices: { list: async () => [...(await findDevices(context.home))] },
    runs,
    scans: createScans(context),
    reports: createReports(runs, readPreview),
    settings: createSettings(context),
  }
}
