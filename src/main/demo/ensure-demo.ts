/** Demo: generates cohort, models and studies at first use, all at once or not at all. */
import { rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { withPath } from '@shared/errors'
import { whereRefused } from '@shared/expected-failure'
import { readUtf8 } from '../files/read-bytes'
import { makePrivateFolder } from '../store/private-folder'
import { ecgDemo, writeEcgStudy } from './ecg/write-ecg-study'
import { lesionDemos, writeLesionStudies } from './lesion/write-lesion-study'
import { noduleDemos, writeNoduleStudies } from './nodule/write-nodule-studies'

/** What the start page and the command line say of a demo, and where its study is. */
export interface Demo {
  /** Name of its study file and model. */
  readonly demo: string
  readonly name: string
  readonly description: string
  readonly groundTruth: string
  readonly studyPath: string
}

/** Raised whenever the generator makes other bytes: an older demo is then replaced. */
const version = 5

/** Enough for intervals, few enough for seconds. */
const lesionCases = 48
const ecgCases = 60

/** A cohort with its studies, in files of their own. */
interface DemoCohort {
  readonly demos: readonly Omit<Demo, 'studyPath'>[]
  readonly write: (folder: string) => Promise<void>
}

const cohorts: readonly DemoCohort[] = [
  { demos: noduleDemos, write: writeNoduleStudies },
  { demos: lesionDemos, write: (folder) => writeLesionStudies(folder, lesionCases) },
  { demos: [ecgDemo], write: (folder) => writeEcgStudy(folder, ecgCases) },
]

/** Generators at work in this process by folder: whoever asks meanwhile waits for the same one. */
const underway = new Map<string, Promise<void>>()

/** Returns the demos below `folder`, generating them when they are missing or of another version. */
export async function ensureDemo(folder: string): Promise<readonly Demo[]> {
  if (!(await isCurrent(folder))) await generateOnce(resolve(folder))
  return cohorts.flatMap(({ demos }) =>
    demos.map((one) => ({ ...one, studyPath: join(folder, `${one.demo}.study.yaml`) })),
  )
}

async function isCurrent(folder: string): Promise<boolean> {
  const found = await readUtf8(join(folder, 'version'), 1024).catch(whereRefused(''))
  return found === String(version)
}

function generateOnce(folder: string): Promise<void> {
  const generating =
    underway.get(folder) ??
    generate(folder).finally(() => {
      underway.delete(folder)
    })
  underway.set(folder, generating)
  return generating
}

/** Generates into a folder beside it and renames, so that a killed generator leaves no half demo. */
async function generate(folder: string): Promise<void> {
  const draft = `${folder}.draft-${process.pid}`
  await rm(draft, { recursive: true, force: true })
  await makePrivateFolder(draft)
  try {
    await fill(draft)
  } catch (thrown) {
    // Half a demo would only take what little space is left.
    await rm(draft, { recursive: true, force: true })
    throw withPath(thrown, draft)
  }
  await putInPlace(draft, folder)
}

async function fill(draft: string): Promise<void> {
  for (const { write } of cohorts) await write(draft)
  await writeFile(join(draft, 'version'), String(version))
}

/** Another process may have been faster: its demo is the same to the byte and stays, since a run may be reading it. */
async function putInPlace(draft: string, folder: string): Promise<void> {
  try {
    if (await isCurrent(folder)) return
    await rm(folder, { recursive: true, force: true })
    await rename(draft, folder)
  } catch (thrown) {
    if (!(await isCurrent(folder))) throw thrown
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}
