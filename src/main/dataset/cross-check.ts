/** 1 of 10: what hangs together across the keys of a study and no schema can say. */
import type { Study, StudyModality } from '@shared/study'
import type { DescribedIssue } from './describe-issue'

type Check = (study: Study) => DescribedIssue[]

/** Lists everything that contradicts itself. */
export function crossCheck(study: Study): DescribedIssue[] {
  return checks.flatMap((check) => check(study))
}

const checks: readonly Check[] = [
  uniqueNames,
  inputsOnce,
  labelCount,
  softmaxNeedsTwo,
  donorNeedsLabel,
  splitNeedsColumn,
]

function uniqueNames({ modalities }: Study): DescribedIssue[] {
  const names = modalities.map(({ name }) => name)
  return repeated(names).map((index) => ({
    path: ['modalities', index, 'name'],
    expected: `a name of its own (${names[index] ?? ''} is taken)`,
  }))
}

function inputsOnce({ modalities }: Study): DescribedIssue[] {
  const inputs = modalities.flatMap((modality, index) =>
    inputKeys(modality).map(([key, input]) => ({ path: ['modalities', index, key], input })),
  )
  return repeated(inputs.map(({ input }) => input)).map((index) => ({
    path: inputs[index]?.path ?? [],
    expected: `an input that no other key feeds (${inputs[index]?.input ?? ''} is fed twice)`,
  }))
}

/** Model inputs that a modality feeds, with the key that names them. */
function inputKeys(modality: StudyModality): [string, string][] {
  const keys: [string, string | undefined][] = [['input', modality.input]]
  if (modality.kind === 'text') {
    keys.push(['attentionMask', modality.attentionMask], ['tokenTypeIds', modality.tokenTypeIds])
  }
  return keys.flatMap(([key, input]) =>
    input === undefined ? [] : [[key, input] satisfies [string, string]],
  )
}

function labelCount({ dataset, outputs }: Study): DescribedIssue[] {
  const count = dataset.label?.length ?? 1
  if (count === 1 || count === outputs.names.length) return []
  return [{ path: ['dataset', 'label'], expected: `one column, or ${outputs.names.length} (one per output)` }]
}

function softmaxNeedsTwo({ outputs }: Study): DescribedIssue[] {
  if (outputs.activation !== 'softmax' || outputs.names.length > 1) return []
  return [
    { path: ['outputs', 'activation'], expected: 'sigmoid or none: softmax over one output is always 1' },
  ]
}

function donorNeedsLabel({ dataset, modalities }: Study): DescribedIssue[] {
  if (dataset.label !== undefined) return []
  return modalities.flatMap(({ replacement }, index) =>
    replacement.kind === 'donor' && replacement.oppositeLabel
      ? [
          {
            path: ['modalities', index, 'replacement', 'oppositeLabel'],
            expected: 'false, or a dataset.label',
          },
        ]
      : [],
  )
}

function splitNeedsColumn({ dataset, run }: Study): DescribedIssue[] {
  if (dataset.split !== undefined) return []
  const needed = { statisticsSplit: dataset.statisticsSplit, split: run.cases.split }
  const problems: DescribedIssue[] = []
  if (needed.statisticsSplit !== undefined) {
    problems.push({
      path: ['dataset', 'statisticsSplit'],
      expected: 'nothing, or a dataset.split that names the column',
    })
  }
  if (needed.split !== undefined) {
    problems.push({
      path: ['run', 'cases', 'split'],
      expected: 'nothing, or a dataset.split that names the column',
    })
  }
  return problems
}

/** Indices of values that stood in the list before. */
function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []))
}
