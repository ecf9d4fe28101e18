/** Reports: a run as a PDF. */
import type { RunsService } from './runs'
import type { ApiService } from './service'
import type { ServiceContext } from './service-context'

/** Makes the reports service. */
export function createReports(
  { desk }: ServiceContext,
  runs: Pick<RunsService, 'folderOf'>,
): ApiService['reports'] {
  return {
    create: async ({ run, ...content }, { signal } = {}) => {
      const { pdf } = await desk.report({ runFolder: runs.folderOf(run).path, content }, signal)
      return { fileName: `${run}.pdf`, file: new Blob([pdf.slice().buffer], { type: 'application/pdf' }) }
    },
  }
}
