/** Demo: the cohort with a lesion on disk, with a study for each of the twin models. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createLesionCases, drawLesion, lesionDims, lesionSpacingMm, type LesionCase } from './lesion-case'
import { buildLesionModel, type Look } from './lesion-model'
import { writeNifti } from './write-nifti'

export const lesionDemos = [
  {
    demo: 'lesion',
    name: 'Looks at the lesion',
    description:
      'A model that looks for something bright in a CT whose organ and lesion are outlined by a label map.',
    groundTruth: 'it looks at the lesion, and nowhere else in the CT.',
  },
  {
    demo: 'shortcut',
    name: 'Looks at a marker',
    description:
      'The twin of "Looks at the lesion": the same graph over the same cases, trained to a marker in a corner.',
    groundTruth: 'it looks at a marker in the corner that goes with the label; the lesion has no influence.',
  },
] as const

/** Writes volumes, label maps, table, models and the studies `lesion.study.yaml` and `shortcut.study.yaml` into `folder`. */
export async function writeLesionStudies(folder: string, caseCount: number): Promise<void> {
  const cases = createLesionCases(caseCount)
  await mkdir(join(folder, 'lesions'), { recursive: true })
  for (const one of cases) {
    const { volume, labels } = drawLesion(one)
    const grid = { dims: lesionDims, spacingMm: lesionSpacingMm }
    await writeFile(join(folder, 'lesions', `${one.caseId}.nii`), writeNifti({ ...grid, values: volume }))
    await writeFile(join(folder, 'lesions', `${one.caseId}-map.nii`), writeNifti({ ...grid, values: labels }))
  }
  await writeFile(join(folder, 'lesions.csv'), toTable(cases))
  for (const look of ['lesion', 'shortcut'] as const) {
    await writeFile(join(folder, `${look}.onnx`), buildLesionModel(look))
    await writeFile(join(folder, `${look}.study.yaml`), lesionStudyText(look))
  }
}

function toTable(cases: readonly LesionCase[]): string {
  const rows = cases.map(({ caseId, patient, age, malignant }) => [caseId, patient, age, malignant])
  return [['case_id', 'patient_id', 'age', 'malignant'], ...rows].map((row) => `${row.join(',')}\n`).join('')
}

/** Writes the YAML; paths are relative to the folder. */
export function lesionStudyText(look: Look): string {
  return `# One of the demo studies that ModaLens generates. docs/study-format.md explains every key.
modalens: 1
name: ${lesionDemos.find(({ demo }) => demo === look)?.name ?? look}
description: Synthetic organ with a lesion, and a marker in a corner that goes with the label. Nothing in it comes from a person.
model: ${look}.onnx
dataset:
  table: lesions.csv
  id: case_id
  patient: patient_id
  label: [malignant]
modalities:
  - name: ct
    kind: volume
    input: volume
    source: { column: case_id, folder: lesions, suffix: .nii }
    steps:
      - { step: clip, min: -1000, max: 400 }
      - { step: scale, from: [-1000, 400] }
    parts:
      labels: { column: case_id, folder: lesions, suffix: -map.nii }
      names: { 1: organ, 2: lesion }
    replacement: case-mean
  - name: record
    kind: tabular
    input: record
    attributes:
      - { name: age, encoding: { kind: z-score, statistics: { mean: 59, std: 9 } } }
    replacement: zero
outputs:
  kind: multi-label
  names: [malignant]
  activation: none
grounding:
  - { modality: ct, label: lesion, draws: 5, otherPatient: true }
`
}
