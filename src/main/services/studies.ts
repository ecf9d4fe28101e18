/** Studies: open a file or a demo, check what a run would do, draft a new study. */
import { AppError, toErrorData } from '@shared/errors'
import { ensureDemo } from '../demo/ensure-demo'
import { dirname } from 'node:path'
import { draftStudy } from '../dataset/draft-study'
import { openTable } from '../dataset/open-table'
import { inspectModel } from '../graph/inspect-model'
import { executeEstimate } from './execute-estimate'
import { estimateOf, isFatal, toStudySummary } from './open-studies'
import type { ApiService } from './service'
import { demoFolder, type ServiceContext } from './service-context'
import { addRecentStudy } from './settings'

export type StudiesService = ApiService['studies'] & {
  /** Writes the text of a study file from a look at the model and the table; guesses are marked in it. */
  readonly draft: (input: { modelPath: string; tablePath: string; folder?: string }) => Promise<string>
}

/** Makes the studies service. */
export function createStudies(context: ServiceContext): StudiesService {
  return {
    open: async ({ handle }) => {
      const summary = toStudySummary(await context.studies.open(context.handles.pathOf(handle)))
      await addRecentStudy(context, { handle, name: summary.study.name })
      return summary
    },
    get: ({ studyId }) => Promise.resolve(toStudySummary(context.studies.get(studyId))),
    demos: async () => {
      const demos = await ensureDemo(demoFolder(context))
      return demos.map(({ demo, name, description, groundTruth }) => ({
        demo,
        name,
        description,
        groundTruth,
      }))
    },
    openDemo: async ({ demo }) => {
      const demos = await ensureDemo(demoFolder(context))
      const found = demos.find((one) => one.demo === demo)
      if (found === undefined)
        throw new AppError('demo/unknown', { demo, known: demos.map((one) => one.demo) })
      return toStudySummary(await context.studies.open(found.studyPath))
    },
    check: async ({ studyId, overrides }, { signal } = {}) => {
      const study = context.studies.get(studyId)
      const problems = [...study.problems]
      if (problems.some(isFatal)) return { plan: null, problems }
      try {
        const { home, launchEstimate = (asked) => executeEstimate(asked) } = context
        const { plan, refused } = await launchEstimate({ home, ...estimateOf(study, overrides) }, signal)
        return { plan, problems: [...problems, ...refused] }
      } catch (thrown) {
        if (signal?.aborted === true) throw thrown
        return { plan: null, problems: [...problems, toErrorData(thrown, 'check')] }
      }
    },
    draft: async ({ modelPath, tablePath, folder = dirname(tablePath) }) => {
      const card = await inspectModel(modelPath)
      return draftStudy({ card, modelPath, table: await openTable(tablePath), tablePath, folder })
    },
  }
}
