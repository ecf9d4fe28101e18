/** Drafts: study files that are being set up. Their text on disk is the only truth; it is read again before every change. */
import { basename, dirname, join, relative, resolve } from 'node:path'
import type { Draft } from '@shared/draft'
import { AppError, isAppError } from '@shared/errors'
import { toPosix } from '../dataset/draft-names'
import { MAX_STUDY_BYTES } from '../dataset/open-study'
import { isUnread } from '../files/open-file'
import { readUtf8 } from '../files/read-bytes'
import { makePrivateFolder } from '../store/private-folder'
import { writeOutput } from '../store/write-output'
import type { DraftChange } from './desk/desk'
import { assertInside } from './files'
import type { ApiService, CallOptions } from './service'
import type { ServiceContext } from './service-context'
import { addRecentStudy } from './settings'
import { createTextHistory, type TextHistory } from './text-history'

/** Makes the drafts service. Undo and redo last as long as this process. */
export function createDrafts(context: ServiceContext): ApiService['drafts'] {
  const { desk, handles, studies } = context
  const histories = new Map<string, TextHistory>()
  const inTurn = createTurns()

  const historyOf = (path: string): TextHistory => {
    const history = histories.get(path) ?? createTextHistory()
    histories.set(path, history)
    return history
  }
  const readNow = async (path: string): Promise<string> => {
    const text = await readStudyText(path)
    historyOf(path).see(text)
    return text
  }
  const answer = async (path: string, text: string, { signal }: CallOptions): Promise<Draft> => {
    const look = await desk.lookAtDraft({ path, text }, signal)
    if (look.studyId !== null) studies.note({ studyId: look.studyId, path })
    const history = historyOf(path)
    return {
      handle: handles.grant(path),
      fileName: basename(path),
      folder: dirname(path),
      text,
      ...look,
      canUndo: history.before() !== null,
      canRedo: history.after() !== null,
    }
  }
  /** Changes the text as it is now, one change after the other. */
  const rewrite = async (
    handle: string,
    options: CallOptions,
    toText: (text: string, path: string) => Promise<string>,
  ): Promise<Draft> => {
    const path = studyPathOf(context, handle)
    return inTurn(path, async () => {
      const before = await readNow(path)
      const text = await toText(before, path)
      if (text !== before) await save(context, path, text)
      historyOf(path).see(text)
      return answer(path, text, options)
    })
  }
  const change = (handle: string, options: CallOptions, asked: DraftChange): Promise<Draft> =>
    rewrite(handle, options, async (text, path) => {
      const changed = await desk.changeDraft({ path, text, change: asked }, options.signal)
      return changed.text
    })
  const step = async (handle: string, options: CallOptions, way: 'undo' | 'redo'): Promise<Draft> => {
    const path = studyPathOf(context, handle)
    return inTurn(path, async () => {
      const now = await readNow(path)
      const history = historyOf(path)
      const text = way === 'undo' ? history.before() : history.after()
      if (text === null) return answer(path, now, options)
      await save(context, path, text)
      if (way === 'undo') history.wentBack()
      else history.wentOn()
      return answer(path, text, options)
    })
  }
  const open = async (path: string, options: CallOptions): Promise<Draft> => {
    const draft = await inTurn(path, async () => answer(path, await readNow(path), options))
    await addRecentStudy(context, { handle: draft.handle, name: nameOf(draft) })
    return draft
  }
  return {
    begin: async ({ model, table }, options = {}) =>
      open(await begin(context, model, table, options), options),
    open: async ({ handle }, options = {}) => open(studyPathOf(context, handle), options),
    ofStudy: ({ studyId }) =>
      new Promise((found) => {
        found({ handle: handles.grant(studies.get(studyId).path) })
      }),
    change: ({ handle, edits }, options = {}) => change(handle, options, { edits }),
    confirm: ({ handle, paths }, options = {}) => change(handle, options, { confirmed: paths }),
    write: ({ handle, text }, options = {}) =>
      rewrite(handle, options, (before) => Promise.resolve(withBreaksOf(before, text))),
    undo: ({ handle }, options = {}) => step(handle, options, 'undo'),
    redo: ({ handle }, options = {}) => step(handle, options, 'redo'),
    moved: async ({ handle, folder }, { signal } = {}) => {
      const path = studyPathOf(context, handle)
      const place = { path, text: await readStudyText(path), folder: await folderOf(context, folder) }
      return desk.findMoved(place, signal)
    },
    findFile: async ({ handle, folder }, { signal } = {}) => {
      const path = studyPathOf(context, handle)
      const found = await desk.findFile({ path, folder: await folderOf(context, folder) }, signal)
      return { handle: found.path === null ? null : handles.grant(found.path) }
    },
    pathTo: ({ handle, file }) =>
      new Promise((found) => {
        const folder = dirname(studyPathOf(context, handle))
        found({ path: toPosix(relative(folder, handles.pathOf(file))) })
      }),
    hints: async ({ handle }, { signal } = {}) => {
      const path = studyPathOf(context, handle)
      return [...(await desk.draftHints({ path, text: await readStudyText(path) }, signal))]
    },
  }
}

/** Whatever is named a study file by a handle; the one kind of file that is written to. Errors: file/unknown-handle, study/not-a-study-file. */
function studyPathOf({ handles }: ServiceContext, handle: string): string {
  const path = resolve(handles.pathOf(handle))
  if (/\.ya?ml$/i.test(path)) return path
  throw new AppError('study/not-a-study-file', { file: basename(path) })
}

/** A folder that may be looked through. Errors: file/unknown-handle, file/outside-roots. */
async function folderOf({ handles, roots }: ServiceContext, handle: string): Promise<string> {
  const folder = resolve(handles.pathOf(handle))
  if (roots.length > 0) await assertInside(folder, roots)
  return folder
}

async function readStudyText(path: string): Promise<string> {
  return readUtf8(path, MAX_STUDY_BYTES).catch((cause: unknown) => {
    throw isUnread(cause) ? new AppError('study/not-found', { file: basename(path) }, { cause }) : cause
  })
}

async function save(context: ServiceContext, path: string, text: string): Promise<void> {
  const sizeBytes = Buffer.byteLength(text)
  if (sizeBytes > MAX_STUDY_BYTES)
    throw new AppError('file/too-large', { file: basename(path), sizeBytes, limitBytes: MAX_STUDY_BYTES })
  await assertWritable(context, path)
  await writeOutput(path, text)
}

/** Nothing is written outside of the folders that may be looked into, by a link neither. Errors: file/outside-roots. */
async function assertWritable({ roots, home }: ServiceContext, path: string): Promise<void> {
  if (roots.length > 0) await assertInside(path, [...roots, home])
}

/** Drafts a study beside its table, or where that folder takes no file among the studies of the application; returns its path. */
async function begin(
  context: ServiceContext,
  model: string,
  table: string,
  { signal }: CallOptions,
): Promise<string> {
  const { desk, handles, home } = context
  const place = { modelPath: handles.pathOf(model), tablePath: handles.pathOf(table) }
  const draftIn = async (folder: string): Promise<string> => {
    await assertWritable(context, folder)
    const { text } = await desk.draftStudy({ ...place, folder }, signal)
    return writeNew(folder, basename(place.modelPath).replace(/\.onnx$/i, ''), text)
  }
  try {
    return await draftIn(dirname(place.tablePath))
  } catch (thrown) {
    if (!isAppError(thrown) || thrown.code !== 'file/unwritable') throw thrown
    const folder = join(home, 'studies')
    await makePrivateFolder(folder)
    return draftIn(folder)
  }
}

/** Writes NAME.study.yaml, with a number behind the name where that is taken. */
async function writeNew(folder: string, name: string, text: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const file = `${name}${number === 1 ? '' : `-${number}`}.study.yaml`
    const written = await writeOutput(join(folder, file), text, { overwrite: false }).catch(ifTaken)
    if (written !== null) return written
  }
}

function ifTaken(thrown: unknown): null {
  if (isAppError(thrown) && thrown.code === 'file/exists') return null
  throw thrown
}

/** An editor of a page knows one kind of line break. */
function withBreaksOf(before: string, text: string): string {
  return before.includes('\r\n') ? text.replaceAll(/\r?\n/g, '\r\n') : text
}

function nameOf({ study, fileName }: Draft): string {
  const name = typeof study === 'object' && study !== null && 'name' in study ? study.name : null
  return typeof name === 'string' && name !== '' ? name : fileName
}

/** One after the other for each file: each change keeps what the one before it wrote. */
function createTurns(): <Value>(path: string, change: () => Promise<Value>) => Promise<Value> {
  const last = new Map<string, Promise<unknown>>()
  return (path, change) => {
    const mine = (last.get(path) ?? Promise.resolve()).then(change)
    // Whoever asked hears of its failure; the next one is made all the same.
    last.set(
      path,
      mine.catch(() => undefined),
    )
    return mine
  }
}
