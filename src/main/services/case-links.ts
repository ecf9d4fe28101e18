/** From the data of a case to its results and back: a run knows where its study lies, a study which runs are of it. */
import { resolve } from 'node:path'
import { unlessBug } from '@shared/expected-failure'
import type { CaseRun, RunManifest } from '@shared/run'
import { MAX_STUDY_BYTES } from '../dataset/open-study'
import { readUtf8 } from '../files/read-bytes'
import { withLog } from '../store/log-reader'
import type { RunFolder } from '../store/run-folder'
import { loadManifest } from '../store/run-store'
import { sha256OfText } from '../store/sealed-json'

/** The runs of the study file at `studyPath` that computed the case, newest first; runs that cannot be read are passed over. */
export async function findRunsOfCase(
  folders: readonly RunFolder[],
  studyPath: string,
  caseId: string,
): Promise<CaseRun[]> {
  const found = await Promise.all(
    folders.map((folder) => findCase(folder, studyPath, caseId).catch(unlessBug(null))),
  )
  return found.filter((one) => one !== null).toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
}

async function findCase(folder: RunFolder, studyPath: string, caseId: string): Promise<CaseRun | null> {
  const manifest = await loadManifest(folder)
  if (resolve(manifest.studyFile) !== resolve(studyPath) || !manifest.caseIds.includes(caseId)) return null
  const kind = await withLog(folder, manifest, (log) => Promise.resolve(log.entries().get(caseId)?.kind))
  const { name, createdAt, model } = manifest
  return kind === 'case' ? { run: folder.run, name, createdAt, modelName: model.fileName } : null
}

/** True where the study file is another one than when the run began; unknown, so false, for runs of earlier versions. Errors: those of readUtf8. */
export async function isStudyChanged({ studyFile, studySha256 }: RunManifest): Promise<boolean> {
  return studySha256 !== null && sha256OfText(await readUtf8(studyFile, MAX_STUDY_BYTES)) !== studySha256
}
