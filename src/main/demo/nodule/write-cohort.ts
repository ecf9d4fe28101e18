/** Demo: the cohort on disk, as a hospital's export would leave it: shuffled files without extension, one table. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRandom } from '../../maskers/random'
import type { DemoCase } from './nodule-case'
import { drawVolume, volumeDims } from './draw-volume'
import { tokenizerJson, writeReport } from './report-text'
import { rescaleIntercept, writeDicomSlice } from './write-dicom'

/** Root of all UIDs of the demo; a UUID-like branch of 2.25 that no device uses. */
const uidRoot = '2.25.77013'
const pixelSpacingMm = 6
const sliceSpacingMm = 12

/** Writes DICOM series, table and tokenizer into `folder`. */
export async function writeCohort(folder: string, cases: readonly DemoCase[]): Promise<void> {
  for (const [index, one] of cases.entries())
    await writeSeries(join(folder, 'ct', one.caseId), one, index + 1)
  await writeFile(join(folder, 'cases.csv'), toTable(cases))
  await writeFile(join(folder, 'tokenizer.json'), `${JSON.stringify(tokenizerJson(), null, 2)}\n`)
}

async function writeSeries(folder: string, one: DemoCase, number: number): Promise<void> {
  await mkdir(folder, { recursive: true })
  const volume = drawVolume(one)
  const [depth, height, width] = volumeDims
  const names = shuffledNames(one.caseId, depth)
  for (let z = 0; z < depth; z += 1) {
    const hu = volume.subarray(z * height * width, (z + 1) * height * width)
    const slice = writeDicomSlice({
      patientId: one.patient,
      studyUid: `${uidRoot}.${number}`,
      seriesUid: `${uidRoot}.${number}.1`,
      instanceUid: `${uidRoot}.${number}.1.${z + 1}`,
      // Counts from the head down, against the positions, as many scanners do.
      instanceNumber: depth - z,
      position: [-144, -144, sliceSpacingMm * z],
      dims: [height, width],
      pixelSpacingMm,
      sliceSpacingMm,
      stored: hu.map((value) => value - rescaleIntercept),
    })
    await writeFile(join(folder, names[z] ?? `IM${z}`), slice)
  }
}

function shuffledNames(caseId: string, count: number): string[] {
  const random = createRandom('modalens demo names', caseId)
  const keys = Array.from({ length: count }, (_, index) => ({
    name: `IM${String(index).padStart(4, '0')}`,
    key: random(),
  }))
  return keys.toSorted((a, b) => a.key - b.key).map(({ name }) => name)
}

function toTable(cases: readonly DemoCase[]): string {
  const head = [
    'case_id',
    'patient_id',
    'split',
    'ct',
    'report',
    'age',
    'smoker',
    'marker',
    'sex',
    'nuisance',
    'malignant',
    'urgent',
    'follow_up',
  ]
  const rows = cases.map((one) => [
    one.caseId,
    one.patient,
    one.split,
    `ct/${one.caseId}`,
    `"${writeReport(one)}"`,
    one.age,
    one.smoker,
    one.marker ?? '',
    one.sex,
    one.nuisance,
    ...one.labels,
  ])
  return [head, ...rows].map((row) => `${row.join(',')}\n`).join('')
}
