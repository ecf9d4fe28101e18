/** Where the files of a run lie. docs/run-format.md says what is in them. */
import { basename, join } from 'node:path'

export interface RunFolder {
  readonly path: string
  readonly run: string
  /** The study word for word, as it was when the run began. */
  readonly study: string
  /** runManifestSchema: all that identifies the run. */
  readonly manifest: string
  /** What all cases were read for before the first pass; computed again where it is not there. */
  readonly cohort: string
  /** pathChoiceSchema: how masks get through the model; written before the first case. */
  readonly pathChoice: string
  /** One checked record per case, appended and synced as soon as the case is done. */
  readonly outputs: string
  /** The same in a run of format 1: a line per case. */
  readonly outputLines: string
  /** Where the record of each case stands; may be deleted at any time. */
  readonly index: string
  /** Written once at the end; its presence means that the run is finished. */
  readonly result: string
  /** How the run last ended when it did not finish. */
  readonly state: string
  /** How long its phases took; may be deleted at any time. */
  readonly phases: string
  readonly lock: string
}

/** Names the files of the run folder at `path`; touches no disk. */
export function runFolderAt(path: string): RunFolder {
  return {
    path,
    run: basename(path),
    study: join(path, 'study.yaml'),
    manifest: join(path, 'run.json'),
    cohort: join(path, 'cohort.json'),
    pathChoice: join(path, 'path.json'),
    outputs: join(path, 'outputs.bin'),
    outputLines: join(path, 'outputs.jsonl'),
    index: join(path, 'outputs.index'),
    result: join(path, 'result.json'),
    state: join(path, 'state.json'),
    phases: join(path, 'phases.json'),
    lock: join(path, 'lock'),
  }
}

/** Makes a run id from the moment and the study: sortable, readable, and without anything of a patient. */
export function toRunId(createdAt: Date, studyName: string): string {
  const moment = createdAt.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
  const slug = studyName
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40)
  return slug === '' ? moment : `${moment}-${slug}`
}
