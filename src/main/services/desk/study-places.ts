/** Study files by their paths: what they name, and whether it is there. */
import { access } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { unlessBug, whereRefused } from '@shared/expected-failure'
import { parseDocument } from 'yaml'
import { valueAt } from '../../dataset/key-path'
import { MAX_STUDY_BYTES } from '../../dataset/open-study'
import { readUtf8 } from '../../files/read-bytes'

export interface StudyPlace {
  readonly modelName: string | null
  /** The first that is not there. */
  readonly gone: 'study' | 'model' | 'table' | null
}

/** Looks at a few small files. */
export async function studyPlaces(paths: readonly string[]): Promise<readonly StudyPlace[]> {
  return Promise.all(paths.map(studyPlace))
}

async function studyPlace(path: string): Promise<StudyPlace> {
  const text = await readUtf8(path, MAX_STUDY_BYTES).catch(unlessBug(null))
  if (text === null) return { modelName: null, gone: 'study' }
  const study = readPlain(text)
  const folder = dirname(path)
  const model = wordAt(study, ['model'])
  const table = wordAt(study, ['dataset', 'table'])
  const isGone = async (file: string | null): Promise<boolean> =>
    file !== null && (await access(resolve(folder, file)).then(() => false, whereRefused(true)))
  const gone = (await isGone(model)) ? 'model' : (await isGone(table)) ? 'table' : null
  return { modelName: model === null ? null : basename(model.replaceAll('\\', '/')), gone }
}

/** Null for what is no YAML, or unfolds without end. */
function readPlain(text: string): unknown {
  try {
    return parseDocument(text, { prettyErrors: false }).toJS() as unknown
  } catch {
    return null
  }
}

function wordAt(study: unknown, path: readonly string[]): string | null {
  const found = valueAt(study, path)
  return typeof found === 'string' && found !== '' ? found : null
}
