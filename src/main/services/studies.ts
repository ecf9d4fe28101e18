/** Studies: open a file or a demo, check what a run would do, draft a new study. */
import { dirname } from 'node:path'
import type { StudySummary } from '@shared/dataset'
import { AppError, toErrorData } from '@shared/errors'
import { ensureDemo } from '../demo/ensure-demo'
import type { RunFolder } from '../store/run-folder'
import { loadManifest } from '../store/run-store'
import { isStudyChanged } from './case-links'
import { isFatal } from './desk/open-studies'
import { executeEstimate } from './execute-estimate'
import type { ApiService } from './service'
import { demoFolder, type ServiceContext } from './service-context'
import { addRecentStudy } from './settings'

export type StudiesService = ApiService['studies'] & {
  /** Writes the text of a study file from a look at the model and the table; guesses are marked in it. */
  readonly draft: (input: { modelPath: string; tablePath: string; folder?: string }) => Promise<string>
}

/** Makes the studies service; `folderOf` finds the folder of a run. */
export function createStudies(context: ServiceContext, folderOf: (run: string) => RunFolder): StudiesService {
  const { desk, studies, handles } = context
  const openAt = async (path: string, signal: AbortSignal | undefined): Promise<StudySummary> => {
    const summary = await desk.openStudy({ path }, signal)
    studies.note({ studyId: summary.studyId, path })
    return summary
  }
  return {
    open: async ({ handle }, { signal } = {}) => {
      const summary = await openAt(handles.pathOf(handle), signal)
      await addRecentStudy(context, { handle, name: summary.study.name })
      return summary
    },
    get: async ({ studyId }, { signal } = {}) => desk.study(studies.get(studyId), signal),
    demos: async () => {
      const demos = await ensureDemo(demoFolder(context))
      return demos.map(({ demo, name, description, groundTruth }) => ({
        demo,
        name,
        description,
        groundTruth,
      }))
    },
    ofRun: async ({ run }, { signal } = {}) => {
      const manifest = await loadManifest(folderOf(run))
      const { studyId } = await openAt(manifest.studyFile, signal)
      return { studyId, isChanged: await isStudyChanged(manifest) }
    },
    openDemo: async ({ demo }, { signal } = {}) => {
      const demos = await ensureDemo(demoFolder(context))
      const found = demos.find((one) => one.demo === demo)
      if (found === undefined)
        throw new AppError('demo/unknown', { demo, known: demos.map((one) => one.demo) })
      return openAt(found.studyPath, signal)
    },
    check: async ({ studyId, overrides }, { signal } = {}) => {
      const ref = studies.get(studyId)
      const { problems } = await desk.study(ref, signal)
      if (problems.some(isFatal)) return { plan: null, problems }
      try {
        const { home, launchEstimate = (asked) => executeEstimate(asked) } = context
        const question = await desk.estimateQuestion({ ...ref, overrides }, signal)
        const { plan, refused } = await launchEstimate({ home, ...question }, signal)
        return { plan, problems: [...problems, ...refused] }
      } catch (thrown) {
        if (signal?.aborted === true) throw thrown
        return { plan: null, problems: [...problems, toErrorData(thrown, 'check')] }
      }
    },
    draft: async ({ modelPath, tablePath, folder = dirname(tablePath) }) =>
      (await desk.draftStudy({ modelPath, tablePath, folder })).text,
  }
}
