/** The services of the program, one per noun, over everything below this folder. */
import { createDatasets } from './datasets'
import { createDesk } from './desk/create-desk'
import { findDevices } from '../choice/find-devices'
import { createDrafts } from './drafts'
import { createFiles, type FilesService } from './files'
import { createHandles } from './handles'
import { createReports } from './reports'
import { createRuns, type RunsService } from './runs'
import { createScans, type ScansService } from './scans'
import type { ApiService } from './service'
import type { ServiceContext, ServiceOptions } from './service-context'
import { createSettings } from './settings'
import { createStudies, type StudiesService } from './studies'
import { createStudyRefs } from './study-refs'
import { createViews } from './views'

/** The Api, with what only hosts may call beside it. */
export interface Services extends ApiService {
  readonly files: FilesService
  readonly studies: StudiesService
  readonly runs: RunsService
  readonly scans: ScansService
}

/** Puts the services together for one host process. */
export function createServices(options: ServiceOptions): Services {
  const { desk = createDesk() } = options
  const context: ServiceContext = { ...options, desk, handles: createHandles(), studies: createStudyRefs() }
  const runs = createRuns(context)
  return {
    files: createFiles(context),
    studies: createStudies(context, runs.folderOf),
    drafts: createDrafts(context),
    datasets: createDatasets(context),
    models: {
      inspect: ({ handle }, { signal } = {}) =>
        desk.inspectModel({ path: context.handles.pathOf(handle) }, signal),
    },
    devices: { list: async () => [...(await findDevices(context.home))] },
    runs,
    scans: createScans(context),
    reports: createReports(context, runs),
    settings: createSettings(context),
    views: createViews(context, runs.folderOf),
  }
}
