/** The text of a study that is being set up -> what a page shows of it. */
import { basename, dirname, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Draft, DraftHint } from '@shared/draft'
import { toErrorData, type ErrorData } from '@shared/errors'
import type { ModelCard } from '@shared/model'
import { parseDocument, type Document } from 'yaml'
import { checkStudyText } from '../../dataset/check-study-text'
import { valueAt } from '../../dataset/key-path'
import { confirmStudyText, editStudyText } from '../../draft/edit-study-text'
import { findHints } from '../../draft/hints/find-hints'
import { findMarks } from '../../draft/study-marks'
import { readModelMetadata } from '../../graph/inspect-model'
import { checkInputs } from '../../session/check-inputs'
import type { DraftChange } from './desk'
import { createDraftTables } from './draft-table'
import { createKeptReadings, type Readings } from './kept-readings'
import type { OpenStudies } from './open-studies'

/** What text, model and table say; the rest of a draft is known to whoever keeps its file. */
export type DraftLook = Pick<Draft, 'study' | 'marks' | 'problems' | 'model' | 'table' | 'studyId' | 'faults'>

export interface DraftText {
  /** Where the study file lies. */
  readonly path: string
  readonly text: string
}

/** Errors: those of editStudyText and confirmStudyText. */
export function changeDraft({ path, text, change }: DraftText & { readonly change: DraftChange }): string {
  const file = basename(path)
  return 'edits' in change
    ? editStudyText(text, file, change.edits)
    : confirmStudyText(text, file, change.confirmed)
}

/** Makes the look; models and tables are read again only when their files changed. */
export function createDraftLook(
  studies: OpenStudies,
  readings: Readings = createKeptReadings(),
): (draft: DraftText) => Promise<DraftLook> {
  const tables = createDraftTables(readings)
  return async ({ path, text }) => {
    const document = parseDocument(text, { prettyErrors: false })
    const data = toJson(document)
    const checked = checkStudyText(text, basename(path))
    const folder = dirname(path)
    const model = await orFault(readModel(readings, folder, valueAt(data, ['model'])), 'model')
    const table = await orFault(tables.read(folder, valueAt(data, ['dataset'])), 'table')
    const isWhole = checked.study !== null && checked.problems.length === 0
    const opened = isWhole ? await orFault(studies.openText(text, path, readings), 'study') : null
    const card = model.found
    const faults = [
      ...[model, table, ...(opened === null ? [] : [opened])].flatMap(({ fault }) => fault ?? []),
      ...(opened?.found?.problems ??
        (card === null || checked.study === null ? [] : checkInputs(card, checked.study))),
    ]
    return {
      study: data,
      marks: findMarks(document).flatMap(({ mark }) => mark ?? []),
      problems: checked.problems.map(({ path: place, details: { line, expected } }) => ({
        ...{ path: [...place], line, expected },
      })),
      model: card,
      table: table.found,
      studyId: opened?.found?.studyId ?? null,
      faults: withoutTold(faults, table.found?.notices ?? []),
    }
  }
}

async function readModel(readings: Readings, folder: string, model: unknown): Promise<ModelCard | null> {
  return typeof model === 'string' && model !== '' ? readings.card(resolve(folder, model)) : null
}

/** Errors: those of inspectModel. */
export async function hintsOf({ path, text }: DraftText, readings: Readings): Promise<DraftHint[]> {
  const study = plainOf(text)
  const folder = dirname(path)
  const model = valueAt(study, ['model'])
  const card = await readModel(readings, folder, model)
  if (card === null) return []
  const modelPath = resolve(folder, String(model))
  const table = valueAt(study, ['dataset', 'table'])
  const tablePath = typeof table === 'string' ? resolve(folder, table) : null
  return findHints({ study, modelPath, tablePath, card, metadata: await readModelMetadata(modelPath) })
}

interface Found<Value> {
  readonly found: Value | null
  readonly fault: ErrorData | null
}

async function orFault<Value>(asked: Promise<Value>, where: string): Promise<Found<Value>> {
  try {
    return { found: await asked, fault: null }
  } catch (thrown) {
    return { found: null, fault: toErrorData(thrown, where) }
  }
}

/** Every fault once, and none that the table tells itself. */
function withoutTold(faults: readonly ErrorData[], told: readonly ErrorData[]): ErrorData[] {
  const isIn = (list: readonly ErrorData[], fault: ErrorData): boolean =>
    list.some((one) => one.code === fault.code && isDeepStrictEqual(one.details, fault.details))
  return faults.filter((fault, index) => !isIn(told, fault) && !isIn(faults.slice(0, index), fault))
}

/** Plain data of a text. */
export function plainOf(text: string): unknown {
  return toJson(parseDocument(text, { prettyErrors: false }))
}

/** Plain data that can cross to a page; null where the text is not YAML or its aliases unfold without end. */
function toJson(document: Document): unknown {
  if (document.errors.length > 0) return null
  try {
    return JSON.parse(JSON.stringify(document.toJS() ?? null)) as unknown
  } catch {
    return null
  }
}
