/** What a run would take, from plain data alone, so that a process of its own can find it out. */
import type { ErrorData } from '@shared/errors'
import type { ModelCard } from '@shared/model'
import type { RunPlan } from '@shared/run'
import type { RunSettings } from '@shared/study'
import { openDataset } from '../dataset/open-dataset'
import { openStudyText } from '../dataset/open-study'
import { estimateRun } from '../choice/estimate-run'
import { prepareStudy } from '../run/prepared-study'
import { toRefusalNotices } from '../run/refusal-notices'
import { surveyCases } from '../run/survey-cases'
import { choose, chooseAfterCrash } from '../choice/choose'

export interface EstimateQuestion {
  /** Folder of the application. */
  readonly home: string
  readonly studyText: string
  readonly studyPath: string
  readonly card: ModelCard
  readonly settings: RunSettings
}

/** What a look at the cases and a trial of the first one say. */
export interface Estimate {
  /** Null when no case that was looked at can be had: `refused` says why. */
  readonly plan: RunPlan | null
  readonly refused: readonly ErrorData[]
}

/** Looks at the cases, and tries device and path as a run would; `crashed` says how an earlier process ended that did. Errors: those of estimateRun. */
export async function executeEstimate(
  { home, studyText, studyPath, card, settings }: EstimateQuestion,
  crashed: string | null = null,
): Promise<Estimate> {
  const open = openStudyText(studyText, studyPath)
  const dataset = await openDataset(open)
  const prepared = await prepareStudy({ open, dataset, card, settings })
  const survey = await surveyCases(prepared)
  const refused = toRefusalNotices(survey)
  if (survey.isHopeless) return { plan: null, refused }
  const plan = await estimateRun(prepared, (question) =>
    crashed === null ? choose(home, question) : chooseAfterCrash(home, question, crashed),
  )
  return { plan: { ...plan, notices: [...plan.notices, ...refused, ...survey.notices] }, refused: [] }
}
