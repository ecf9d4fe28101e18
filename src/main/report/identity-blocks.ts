/** Which model, which data, which program: what another person needs to get the same figures. */
import { besideWords } from '@shared/words/beside-words'
import { adaptiveSettingsWords, intervalWords } from '@shared/words/adaptive-words'
import { deviceWords } from '@shared/words/device-words'
import { pathWords } from '@shared/words/path-words'
import type { ReportContent } from '@shared/report-content'
import type { RunResult } from '@shared/run'
import type { Block } from './report-document'

/** How intervals were made, and when an adaptive run may end. */
function intervalFacts({ manifest, contribution }: RunResult): [string, string][] {
  const { adaptive } = manifest.settings
  return [
    ['Intervals', `95 %, ${intervalWords(contribution)}`],
    ...(adaptive === null ? [] : [['Adaptive', adaptiveSettingsWords(adaptive)] as [string, string]]),
  ]
}

/** Model and data by their hashes, and the settings of the run. */
export function identityBlocks(result: RunResult, { fileNames }: ReportContent): Block[] {
  const { manifest, path, contribution, cases } = result
  const { model, dataset, settings, outputs } = manifest
  return [
    { kind: 'heading', level: 2, text: 'Model and data' },
    {
      kind: 'facts',
      rows: [
        [
          'Model',
          `${fileNames ? `${model.fileName}, ` : ''}${model.parameterCount.toLocaleString('en')} parameters, opset ${model.opset}`,
        ],
        ['Model SHA-256', model.sha256],
        ['Data set', `${fileNames ? `${dataset.table}, ` : ''}${dataset.caseCount} cases`],
        ['Data fingerprint', dataset.fingerprint],
        [
          'Cases in this run',
          `${cases.length} of ${manifest.caseIds.length} selected, ${contribution.patientCount} ${contribution.patientCount === 1 ? 'patient' : 'patients'}`,
        ],
        [
          'Outputs',
          `${outputs.names.join(', ')} (${outputs.kind}, activation ${outputs.activation}, space ${outputs.space})`,
        ],
        [
          'Program',
          `ModaLens ${manifest.modalensVersion}, onnxruntime ${manifest.onnxruntimeVersion}, Node ${manifest.node}, ${manifest.platform}`,
        ],
        ['Device', deviceWords(manifest, path)],
        ['Path', pathWords(manifest, path)],
        ['Run', `${manifest.run}, ${manifest.createdAt}`],
      ],
    },
    { kind: 'heading', level: 2, text: 'Method and settings' },
    {
      kind: 'paragraph',
      text:
        'Each part of each modality is replaced in turn and the model is run again (occlusion). The absolute changes of all outputs are summed per ' +
        'modality over parts and cases; the share of a modality in the total is its contribution (Gapp et al., arXiv 2503.01904, Algorithm 1).',
    },
    {
      kind: 'table',
      head: ['Modality', 'Kind', 'Parts', 'Replaced by'],
      rows: manifest.modalities.map((one) => [one.name, one.kind, one.parts, one.replacement]),
    },
    {
      kind: 'facts',
      rows: [
        ['Leading aggregation', settings.aggregation],
        ['Seed', String(settings.seed)],
        ...intervalFacts(result),
        ...besideWords(manifest),
        ['Silent below', String(settings.responseFloor ?? 1e-6 * outputs.names.length)],
        ['Collapse threshold', `upper limits of pooled and whole below ${settings.collapseThreshold}`],
      ],
    },
  ]
}
