/** Demo: the study file of a demo model, as a user would write it. */
import { means, outputNames } from './nodule-case'
import { textLength } from './report-text'

/** Writes the YAML; paths are relative to the demo folder. A small demo takes the first so many cases. */
export function demoStudyText(
  name: string,
  model: string,
  ending: 'probabilities' | 'logits',
  first: number | null,
): string {
  return `# One of the demo studies that ModaLens generates. docs/study-format.md explains every key.
modalens: 1
name: ${name}
description: Synthetic chest CT, report and record. Nothing in it comes from a person.
model: ${model}.onnx
dataset:
  table: cases.csv
  id: case_id
  patient: patient_id
  split: split
  label: [${outputNames.join(', ')}]
modalities:
  - name: ct
    kind: volume
    input: volume
    source: { column: ct }
    steps:
      - { step: clip, min: -1000, max: 400 }
      - { step: scale, from: [-1000, 400] }
    parts: { block: [8, 16, 16] }
    replacement: case-mean
  - name: report
    kind: text
    input: input_ids
    attentionMask: attention_mask
    source: { column: report }
    tokenizer: tokenizer.json
    length: ${textLength}
    parts: word
    replacement: mask-token
  - name: record
    kind: tabular
    input: record
    attributes:
      - { name: age, encoding: { kind: z-score, statistics: { mean: ${means.age}, std: ${means.ageStd} } } }
      - { name: smoker, encoding: { kind: boolean } }
      - name: marker
        encoding: { kind: z-score, statistics: { mean: ${means.marker}, std: ${means.markerStd} } }
        missing: flag
      - { name: sex, encoding: { kind: one-hot, levels: [f, m] } }
      - { name: nuisance }
    replacement: zero
outputs:
  kind: multi-label
  names: [${outputNames.join(', ')}]
  activation: ${ending === 'logits' ? 'sigmoid' : 'none'}
${first === null ? '' : `run:\n  cases: { first: ${first} }\n`}`
}
