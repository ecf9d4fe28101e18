/** Demo: generates cohort, models and studies at first use, all at once or not at all. */
import { rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { withPath } from '@shared/errors'
import { whereRefused } from '@shared/expected-failure'
import { readUtf8 } from '../files/read-bytes'
import { makePrivateFolder } from '../store/private-folder'
import { createDemoCases } from './demo-case'
import { buildDemoModel, type Loudness } from './demo-model'
import { demoStudyText } from './demo-study'
import { fitReadout } from './fit-readout'
import { writeCohort } from './write-cohort'

export interface Demo {
  readonly demo: string
  readonly name: string
  readonly description: string
  readonly groundTruth: string
  readonly studyPath: string
}

interface DemoKind extends Omit<Demo, 'studyPath'> {
  readonly loudness: Loudness
  readonly ending: 'probabilities' | 'logits'
  /** Null: all cases. */
  readonly first: number | null
}

/** Raised whenever the generator makes other bytes: an older demo is then replaced. */
const version = 4

const kinds: readonly DemoKind[] = [
  {
    demo: 'ignores-report',
    name: 'Ignores the report',
    description:
      'A model that takes CT, report and record, but whose report branch is dead: unimodal collapse.',
    groundTruth: 'the report has no influence at all; CT and record both have.',
    loudness: { image: 0.5, report: 0, record: 1.6 },
    ending: 'probabilities',
    first: null,
  },
  {
    demo: 'balanced',
    name: 'Balanced',
    description: 'A model that listens to CT, report and record alike.',
    groundTruth: 'all three modalities matter; the wording and the marker as much as the image.',
    loudness: { image: 0.4, report: 1.25, record: 2 },
    ending: 'probabilities',
    first: null,
  },
  {
    demo: 'image-dominated',
    name: 'Image-dominated',
    description: 'A model that hears report and record, but mostly looks at the CT. It returns logits.',
    groundTruth: 'the CT outweighs the other two by far.',
    loudness: { image: 1.3, report: 0.3, record: 0.5 },
    ending: 'logits',
    first: null,
  },
  {
    demo: 'undecided',
    name: 'Undecided',
    description:
      'A model that looks at the CT, hardly hears the record and not the report, over 24 patients: too few to decide.',
    groundTruth: 'the report has no influence at all, the record very little; 24 patients cannot tell.',
    loudness: { image: 1, report: 0, record: 0.15 },
    ending: 'probabilities',
    first: 24,
  },
]

/** Generators at work in this process by folder: whoever asks meanwhile waits for the same one. */
const underway = new Map<string, Promise<void>>()

/** Returns the demos below `folder`, generating them when they are missing or of another version. */
export async function ensureDemo(folder: string): Promise<readonly Demo[]> {
  if (!(await isCurrent(folder))) await generateOnce(resolve(folder))
  return kinds.map(({ demo, name, description, groundTruth }) => ({
    demo,
    name,
    description,
    groundTruth,
    studyPath: join(folder, `${demo}.study.yaml`),
  }))
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
  const cases = createDemoCases()
  await writeCohort(draft, cases)
  const readout = await fitReadout(draft, cases)
  for (const { demo, name, loudness, ending, first } of kinds) {
    await writeFile(join(draft, `${demo}.onnx`), buildDemoModel(readout, loudness, ending))
    await writeFile(join(draft, `${demo}.study.yaml`), demoStudyText(name, demo, ending, first))
  }
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
