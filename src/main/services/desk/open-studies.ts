/** Studies that somebody has open: the file, its table and its model, each read once. */
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { StudySummary } from '@shared/dataset'
import { AppError, describeError, toErrorData, type ErrorData } from '@shared/errors'
import { unlessBug } from '@shared/expected-failure'
import type { ModelCard } from '@shared/model'
import { runSettingsSchema, type RunOverrides, type RunSettings } from '@shared/study'
import type { Dataset } from '../../dataset/dataset'
import { describeIssue } from '../../dataset/describe-issue'
import { openStudy, openStudyText, type OpenStudy } from '../../dataset/open-study'
import { selectCases } from '../../dataset/select-cases'
import { patientKey } from '../../dataset/patient-key'
import { prepareStudy, type PreparedStudy } from '../../run/prepared-study'
import { checkInputs } from '../../session/check-inputs'
import type { EstimateQuestion } from '../execute-estimate'
import type { StudyRef } from './desk'
import { freshReadings, type Readings } from './kept-readings'

export interface StudyOnDesk {
  readonly studyId: string
  readonly open: OpenStudy
  readonly dataset: Dataset
  /** Null when the model could not be read; `problems` says why. */
  readonly card: ModelCard | null
  readonly problems: readonly ErrorData[]
}

export interface OpenStudies {
  /** Reads a study anew. */
  readonly open: (path: string) => Promise<StudyOnDesk>
  /** Opens a text as the study that lies at the path, from what was read of its model and tables. */
  readonly openText: (text: string, path: string, readings: Readings) => Promise<StudyOnDesk>
  /** The study as it was read last. Errors: study/changed when that is not what the id says. */
  readonly get: (ref: StudyRef) => Promise<StudyOnDesk>
}

/** Keeps open studies. A desk that was started anew knows none and reads what it is asked for. */
export function createOpenStudies(): OpenStudies {
  const studies = new Map<string, Promise<StudyOnDesk>>()
  const keep = (path: string, study: Promise<StudyOnDesk>): Promise<StudyOnDesk> => {
    const before = studies.get(path)
    studies.set(path, study)
    // What was open before a reading that failed stays open.
    study.catch(() => {
      if (studies.get(path) !== study) return
      if (before === undefined) studies.delete(path)
      else studies.set(path, before)
    })
    return study
  }
  const open = (path: string): Promise<StudyOnDesk> =>
    keep(
      path,
      openStudy(path).then((study) => readStudy(study, freshReadings)),
    )
  const openText: OpenStudies['openText'] = (text, path, readings) =>
    keep(path, readStudy(openStudyText(text, path), readings))
  const get = async ({ studyId, path }: StudyRef): Promise<StudyOnDesk> => {
    const study = await (studies.get(path) ?? open(path))
    if (study.studyId !== studyId) throw new AppError('study/changed', { file: basename(path) })
    return study
  }
  return { open, openText, get }
}

async function readStudy(open: OpenStudy, readings: Readings): Promise<StudyOnDesk> {
  const dataset = await readings.dataset(open)
  const tables = await readings.fingerprint(open)
  const read = { open, dataset }
  try {
    const card = await readings.card(open.modelPath)
    const problems = [...dataset.notices, ...checkInputs(card, open.study)]
    return { ...read, studyId: toStudyId(open, tables, card), card, problems }
  } catch (thrown) {
    const problems = [...dataset.notices, toErrorData(thrown, 'model')]
    return { ...read, studyId: toStudyId(open, tables, null), card: null, problems }
  }
}

function toStudyId(open: OpenStudy, tables: string, card: ModelCard | null): string {
  const read = [open.path, open.text, tables, card?.sha256]
  return `study-${createHash('sha256').update(JSON.stringify(read)).digest('hex').slice(0, 16)}`
}

/** What another process needs to find out what a run would take; nothing of a case is read here. Errors: run/bad-setting. */
export function estimateOf(study: StudyOnDesk, overrides: RunOverrides): Omit<EstimateQuestion, 'home'> {
  const { open } = study
  const settings = applyOverrides(open.study.run, overrides)
  return { studyText: open.text, studyPath: open.path, card: cardOf(study, 'estimateOf'), settings }
}

/** Prepares a study for reading its cases. Errors: run/bad-setting, the first problem of the study. */
export async function prepareOnDesk(
  study: StudyOnDesk,
  overrides: RunOverrides = {},
): Promise<PreparedStudy> {
  const settings = applyOverrides(study.open.study.run, overrides)
  const card = cardOf(study, 'prepareOnDesk')
  return prepareStudy({ open: study.open, dataset: study.dataset, card, settings })
}

function cardOf(study: StudyOnDesk, where: string): ModelCard {
  if (study.card !== null) return study.card
  assertRunnable(study)
  throw new AppError('bug/unexpected', { where, words: 'a study without model card' })
}

/** Refuses a study with a problem that is more than a notice, before anything runs. Errors: that problem. */
export function assertRunnable({ problems }: StudyOnDesk): void {
  const fatal = problems.find(isFatal)
  if (fatal !== undefined) throw new AppError(fatal.code, fatal.details)
}

/** True for a problem that forbids a run; a notice does not. */
export function isFatal(problem: ErrorData): boolean {
  return describeError(problem).kind !== 'notice'
}

/** Settings of the study with what the user set for this run; undefined leaves the study's own. Errors: run/bad-setting. */
export function applyOverrides(settings: RunSettings, overrides: RunOverrides): RunSettings {
  const given = Object.entries(overrides).filter(([, value]) => value !== undefined)
  const merged = { ...settings, ...Object.fromEntries(given) }
  const parsed = runSettingsSchema.safeParse(merged)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues.flatMap((one) => describeIssue(one, merged))
  const { path, expected } = issue ?? { path: [], expected: 'settings that follow the format' }
  throw new AppError('run/bad-setting', { key: ['run', ...path].join('.'), expected })
}

/** What a screen shows of an open study. */
export function toStudySummary(study: StudyOnDesk): StudySummary {
  const { cases } = study.dataset
  const splits = [...new Set(cases.map(({ split }) => split))].filter((name) => name !== null)
  return {
    studyId: study.studyId,
    fileName: basename(study.open.path),
    study: study.open.study,
    model: study.card,
    caseCount: cases.length,
    selectedCount: selectedIds(study).size,
    patientCount: new Set(cases.map(patientKey)).size,
    splits: splits.map((name) => ({ name, caseCount: cases.filter(({ split }) => split === name).length })),
    problems: [...study.problems],
  }
}

/** Ids of the cases that the study's own selection takes; none when the selection is empty or wrong. */
export function selectedIds({ open, dataset }: StudyOnDesk): ReadonlySet<string> {
  try {
    return new Set(selectCases(dataset, open.study, open.study.run).map(({ caseId }) => caseId))
  } catch (thrown) {
    return unlessBug(new Set<string>())(thrown)
  }
}
