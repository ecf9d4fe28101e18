/** Views: how a person looks at each study, one small JSON file per study in the folder of the application. */
import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import { whereRefused } from '@shared/expected-failure'
import {
  changeStudyView,
  plainStudyView,
  studyViewSchema,
  type StudyView,
  type ViewedStudy,
} from '@shared/study-view'
import { readUtf8 } from '../files/read-bytes'
import { saveAtomically } from '../store/atomic-write'
import { makePrivateFolder } from '../store/private-folder'
import type { RunFolder } from '../store/run-folder'
import { loadManifest, toPrettyJson } from '../store/run-store'
import type { ApiService } from './service'
import { loadSettings } from './settings'
import type { ServiceContext } from './service-context'

const limitBytes = 2 ** 20

/** Makes the views service; `folderOf` finds the folder of a run. An unreadable file counts as none: a view is never worth a failure. */
export function createViews(
  { home, studies }: Pick<ServiceContext, 'home' | 'studies'>,
  folderOf: (run: string) => RunFolder,
): ApiService['views'] {
  const fileOf = async (of: ViewedStudy): Promise<string> => {
    const path = 'run' in of ? (await loadManifest(folderOf(of.run))).studyFile : studies.get(of.studyId).path
    return viewFileOf(home, path)
  }
  const plainView = async (): Promise<StudyView> => {
    const { identity } = await loadSettings({ home })
    return { ...plainStudyView, identity }
  }
  /** One change after the other: each keeps what the one before it wrote. */
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <Value>(change: () => Promise<Value>): Promise<Value> => {
    const mine = last.then(change)
    // Whoever asked for the change hears of its failure; the next one is made all the same.
    last = mine.catch(() => undefined)
    return mine
  }
  return {
    get: async ({ of }) => loadView(await fileOf(of), await plainView()),
    set: async ({ of, change }) => {
      const file = await fileOf(of)
      return inTurn(async () => {
        const view = changeStudyView(await loadView(file, await plainView()), change)
        await makePrivateFolder(viewsFolder(home))
        await saveAtomically(file, toPrettyJson(view))
        return view
      })
    },
  }
}

function viewsFolder(home: string): string {
  return join(home, 'views')
}

/** Named by a hash of where the study file lies, so that the name shows no path. */
function viewFileOf(home: string, studyPath: string): string {
  const name = createHash('sha256').update(resolve(studyPath)).digest('hex').slice(0, 24)
  return join(viewsFolder(home), `${name}.json`)
}

/** What nobody chose for this study is as the settings of the application say. */
async function loadView(file: string, plain: StudyView): Promise<StudyView> {
  const text = await readUtf8(file, limitBytes).catch(whereRefused('{}'))
  const found = parse(text)
  return studyViewSchema.safeParse({ ...plain, ...(found as object | null) }).data ?? plain
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
