/** What a run would take, from plain data alone, so that a process of its own can find it out. */
import type { ModelCard } from '@shared/model'
import type { RunPlan } from '@shared/run'
import type { RunSettings } from '@shared/study'
import { openDataset } from '../dataset/open-dataset'
import { openStudyText } from '../dataset/open-study'
import { estimateRun } from '../run/estimate-run'
import { prepareStudy } from '../run/prepared-study'
import { chooseAfterCrash, chooseRemembered } from './choose-remembered'

export interface EstimateQuestion {
  /** Folder of the application. */
  readonly home: string
  readonly studyText: string
  readonly studyPath: string
  readonly card: ModelCard
  readonly settings: RunSettings
}

/** Tries device and path as a run would; `crashed` says how an earlier process ended that did. Errors: those of estimateRun. */
export async function executeEstimate(
  { home, studyText, studyPath, card, settings }: EstimateQuestion,
  crashed: string | null = null,
): Promise<RunPlan> {
  const open = openStudyText(studyText, studyPath)
  const dataset = await openDataset(open)
  const prepared = await prepareStudy({ open, dataset, card, settings })
  return estimateRun(prepared, (question) =>
    crashed === null ? chooseRemembered(home, question) : chooseAfterCrash(home, question, crashed),
  )
}
