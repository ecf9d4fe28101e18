/** Demo: the cohort with CT, report and record on disk, with models that hear its modalities differently and their studies. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fitReadout } from './fit-readout'
import { createDemoCases } from './nodule-case'
import { buildDemoModel, type Loudness } from './nodule-model'
import { demoStudyText } from './nodule-study'
import { writeCohort } from './write-cohort'

interface NoduleDemo {
  readonly demo: string
  readonly name: string
  readonly description: string
  readonly groundTruth: string
  readonly loudness: Loudness
  readonly ending: 'probabilities' | 'logits'
  /** Null: all cases. */
  readonly first: number | null
}

const kinds: readonly NoduleDemo[] = [
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

export const noduleDemos = kinds.map(({ demo, name, description, groundTruth }) => ({
  ...{ demo, name, description, groundTruth },
}))

/** Writes slices, table, models and studies into `folder`. */
export async function writeNoduleStudies(folder: string): Promise<void> {
  const cases = createDemoCases()
  await writeCohort(folder, cases)
  const readout = await fitReadout(folder, cases)
  for (const { demo, name, loudness, ending, first } of kinds) {
    await writeFile(join(folder, `${demo}.onnx`), buildDemoModel(readout, loudness, ending))
    await writeFile(join(folder, `${demo}.study.yaml`), demoStudyText(name, demo, ending, first))
  }
}
