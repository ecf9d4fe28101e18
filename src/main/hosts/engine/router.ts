/** The contract over the services: every call is parsed by its schema, every failure becomes APP_ERROR with an ErrorData. */
import { implement, ORPCError } from '@orpc/server'
import { contract } from '@shared/api'
import { isAppError, toErrorData } from '@shared/errors'
import type { ApiService, CallOptions } from '../../services/service'

const api = implement(contract)

/** Makes the oRPC router of the Api. */
export function createRouter({
  files,
  studies,
  drafts,
  datasets,
  models,
  devices,
  runs,
  scans,
  reports,
  settings,
  views,
}: ApiService) {
  return api.router({
    files: {
      roots: api.files.roots.handler(serve(files.roots)),
      find: api.files.find.handler(serve(files.find)),
      list: api.files.list.handler(serve(files.list)),
    },
    studies: {
      open: api.studies.open.handler(serve(studies.open)),
      get: api.studies.get.handler(serve(studies.get)),
      demos: api.studies.demos.handler(serve(studies.demos)),
      ofRun: api.studies.ofRun.handler(serve(studies.ofRun)),
      openDemo: api.studies.openDemo.handler(serve(studies.openDemo)),
      check: api.studies.check.handler(serve(studies.check)),
    },
    drafts: {
      begin: api.drafts.begin.handler(serve(drafts.begin)),
      open: api.drafts.open.handler(serve(drafts.open)),
      ofStudy: api.drafts.ofStudy.handler(serve(drafts.ofStudy)),
      change: api.drafts.change.handler(serve(drafts.change)),
      confirm: api.drafts.confirm.handler(serve(drafts.confirm)),
      write: api.drafts.write.handler(serve(drafts.write)),
      undo: api.drafts.undo.handler(serve(drafts.undo)),
      redo: api.drafts.redo.handler(serve(drafts.redo)),
      hints: api.drafts.hints.handler(serve(drafts.hints)),
      moved: api.drafts.moved.handler(serve(drafts.moved)),
      findFile: api.drafts.findFile.handler(serve(drafts.findFile)),
      pathTo: api.drafts.pathTo.handler(serve(drafts.pathTo)),
    },
    datasets: {
      reading: api.datasets.reading.handler(serve(datasets.reading)),
      cases: api.datasets.cases.handler(serve(datasets.cases)),
      place: api.datasets.place.handler(serve(datasets.place)),
      ids: api.datasets.ids.handler(serve(datasets.ids)),
      cohort: api.datasets.cohort.handler(serve(datasets.cohort)),
      checkFiles: api.datasets.checkFiles.handler(serve(datasets.checkFiles)),
      thumbnail: api.datasets.thumbnail.handler(serve(datasets.thumbnail)),
      export: api.datasets.export.handler(serve(datasets.export)),
      case: api.datasets.case.handler(serve(datasets.case)),
      slice: api.datasets.slice.handler(serve(datasets.slice)),
      stages: api.datasets.stages.handler(serve(datasets.stages)),
      parts: api.datasets.parts.handler(serve(datasets.parts)),
      header: api.datasets.header.handler(serve(datasets.header)),
    },
    models: { inspect: api.models.inspect.handler(serve(models.inspect)) },
    devices: { list: api.devices.list.handler(serve(devices.list)) },
    runs: {
      start: api.runs.start.handler(serve(runs.start)),
      pause: api.runs.pause.handler(serve(runs.pause)),
      about: api.runs.about.handler(serve(runs.about)),
      shelf: api.runs.shelf.handler(serve(runs.shelf)),
      queue: api.runs.queue.handler(serve(runs.queue)),
      arrange: api.runs.arrange.handler(serve(runs.arrange)),
      proceed: api.runs.proceed.handler(serve(runs.proceed)),
      resume: api.runs.resume.handler(serve(runs.resume)),
      cancel: api.runs.cancel.handler(serve(runs.cancel)),
      remove: api.runs.remove.handler(serve(runs.remove)),
      list: api.runs.list.handler(serve(runs.list)),
      ofCase: api.runs.ofCase.handler(serve(runs.ofCase)),
      summary: api.runs.summary.handler(serve(runs.summary)),
      events: api.runs.events.handler(async (call) => guardEvents(await serve(runs.events)(call))),
      result: api.runs.result.handler(serve(runs.result)),
      case: api.runs.case.handler(serve(runs.case)),
      patient: api.runs.patient.handler(serve(runs.patient)),
      preview: api.runs.preview.handler(serve(runs.preview)),
      newerSources: api.runs.newerSources.handler(serve(runs.newerSources)),
      slice: api.runs.slice.handler(serve(runs.slice)),
      header: api.runs.header.handler(serve(runs.header)),
      export: api.runs.export.handler(serve(runs.export)),
    },
    scans: {
      start: api.scans.start.handler(serve(scans.start)),
      cancel: api.scans.cancel.handler(serve(scans.cancel)),
      remove: api.scans.remove.handler(serve(scans.remove)),
      list: api.scans.list.handler(serve(scans.list)),
      events: api.scans.events.handler(async (call) => guardEvents(await serve(scans.events)(call))),
      result: api.scans.result.handler(serve(scans.result)),
      table: api.scans.table.handler(serve(scans.table)),
    },
    reports: { create: api.reports.create.handler(serve(reports.create)) },
    settings: {
      get: api.settings.get.handler(serve(settings.get)),
      set: api.settings.set.handler(serve(settings.set)),
      recent: api.settings.recent.handler(serve(settings.recent)),
      forget: api.settings.forget.handler(serve(settings.forget)),
      storage: api.settings.storage.handler(serve(settings.storage)),
    },
    views: {
      get: api.views.get.handler(serve(views.get)),
      set: api.views.set.handler(serve(views.set)),
    },
  })
}

export type ApiRouter = ReturnType<typeof createRouter>

interface Call<Input> {
  readonly input: Input
  readonly signal?: AbortSignal | undefined
}

function serve<Input, Output>(
  service: (input: Input, options?: CallOptions) => Promise<Output>,
): (call: Call<Input>) => Promise<Output> {
  return async ({ input, signal }) => {
    try {
      return await service(input, { signal })
    } catch (thrown) {
      // Nobody waits for it any more.
      if (signal?.aborted === true) throw signal.reason
      throw toContractError(thrown)
    }
  }
}

/** A stream may also fail after it began. */
async function* guardEvents<Event>(events: AsyncIterable<Event>): AsyncGenerator<Event, void> {
  try {
    yield* events
  } catch (thrown) {
    throw toContractError(thrown)
  }
}

/** What is not an AppError is a bug; its stack goes to the terminal of whoever debugs with MODALENS_DEBUG. */
function toContractError(thrown: unknown): ORPCError<'APP_ERROR', unknown> {
  if (!isAppError(thrown) && process.env['MODALENS_DEBUG'] !== undefined) console.error(thrown)
  return new ORPCError('APP_ERROR', { status: 422, data: toErrorData(thrown, 'api') })
}
