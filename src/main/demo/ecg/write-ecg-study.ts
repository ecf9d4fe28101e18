/** Demo: the cohort of recordings on disk, with its model and study. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createEcgCases, drawEcg, ecgHz, ecgLeads, type EcgCase } from './ecg-case'
import { buildEcgModel } from './ecg-model'
import { writeWfdb } from './write-wfdb'

export const ecgDemo = {
  demo: 'ecg',
  name: 'Premature beat',
  description:
    'A 1-D network over ECGs of four leads, half of which have a premature beat; masked in windows, lead by lead.',
  groundTruth: 'it looks at the premature beat in V1 and V2, a little at the age, and not at I and II.',
} as const

/** Writes recordings, table, model and `ecg.study.yaml` into `folder`. */
export async function writeEcgStudy(folder: string, caseCount: number): Promise<void> {
  const cases = createEcgCases(caseCount)
  const recordings = join(folder, 'recordings')
  await mkdir(recordings, { recursive: true })
  for (const one of cases)
    await writeWfdb(recordings, { name: one.caseId, leads: ecgLeads, hz: ecgHz, values: drawEcg(one) })
  await writeFile(join(folder, 'recordings.csv'), toTable(cases))
  await writeFile(join(folder, 'ecg.onnx'), buildEcgModel())
  await writeFile(join(folder, 'ecg.study.yaml'), studyText)
}

function toTable(cases: readonly EcgCase[]): string {
  const rows = cases.map(({ caseId, patient, age, premature }) => [caseId, patient, age, premature])
  return [['case_id', 'patient_id', 'age', 'premature'], ...rows].map((row) => `${row.join(',')}\n`).join('')
}

const studyText = `# One of the demo studies that ModaLens generates. docs/study-format.md explains every key.
modalens: 1
name: ${ecgDemo.name}
description: Synthetic ECG; half of the cases have a premature beat that is wide in V1 and V2. Nothing in it comes from a person.
model: ecg.onnx
dataset:
  table: recordings.csv
  id: case_id
  patient: patient_id
  label: [premature]
modalities:
  - name: ecg
    kind: signal
    input: ecg
    source: { column: case_id, folder: recordings, suffix: .hea }
    steps: [{ step: resample, hz: 100 }]
    parts: { window: { ms: 200 }, leads: each }
    replacement: line
  - name: record
    kind: tabular
    input: record
    attributes:
      - { name: age, encoding: { kind: z-score, statistics: { mean: 60, std: 6 } } }
    replacement: zero
outputs:
  kind: multi-label
  names: [premature]
  activation: none
`
