/** The end of the graph and the label column -> the drafted outputs. */
import type { ModelCard, ModelOutput } from '@shared/model'
import type { Activation, OutputKind } from '@shared/study'
import type { TableColumn } from '../dataset/describe-columns'
import { guessed, type Drafted } from '../dataset/draft-mark'

/** Counts the values that an output returns per case; null when the graph leaves a length open. */
export function countOutputs(output: ModelOutput | undefined): number | null {
  const lengths = output?.dims.slice(1) ?? []
  return lengths.reduce<number | null>(
    (product, length) => (product === null || typeof length !== 'number' ? null : product * length),
    1,
  )
}

/** Drafts tensor, kind, names and activation of the first output. */
export function draftOutputs(
  { outputs }: ModelCard,
  label: readonly TableColumn[],
  survival: readonly TableColumn[] = [],
): Drafted {
  const [output, ...others] = outputs
  const count = countOutputs(output)
  const kind = guessKind(output?.activationInGraph ?? 'none', count, label, survival)
  const tensor = guessed(output?.name ?? '', `the first of ${outputs.length} outputs`)
  return {
    ...(others.length === 0 ? {} : { tensor }),
    kind: guessed(kind.kind, kind.why),
    names: draftNames(kind.kind, count, label),
    activation: guessed(kind.activation, activationWords(output)),
  }
}

interface KindGuess {
  readonly kind: OutputKind
  readonly activation: Activation
  readonly why: string
}

function guessKind(
  inGraph: Activation,
  count: number | null,
  label: readonly TableColumn[],
  survival: readonly TableColumn[],
): KindGuess {
  const [time] = survival
  if (time !== undefined && label.length === 0 && inGraph !== 'softmax')
    return { kind: 'survival', activation: 'none', why: `${time.name} looks like a survival time` }
  if (inGraph === 'softmax')
    return { kind: 'multi-class', activation: 'none', why: 'the graph ends in softmax' }
  if (inGraph === 'sigmoid')
    return { kind: 'multi-label', activation: 'none', why: 'the graph ends in sigmoid' }
  const [first] = label
  if (label.length > 1)
    return { kind: 'multi-label', activation: 'sigmoid', why: 'one label column per output' }
  if (first?.type === 'number')
    return { kind: 'regression', activation: 'none', why: `${first.name} holds numbers` }
  if (count === 1) {
    return first === undefined
      ? { kind: 'regression', activation: 'none', why: 'one output and no activation in the graph' }
      : { kind: 'multi-label', activation: 'sigmoid', why: `one output and ${first.name} is yes or no` }
  }
  return { kind: 'multi-class', activation: 'softmax', why: 'several outputs and no activation in the graph' }
}

function activationWords(output: ModelOutput | undefined): string {
  const inGraph = output?.activationInGraph ?? 'none'
  if (inGraph !== 'none') return `the graph applies ${inGraph} itself`
  return `the graph ends in ${output?.lastOperator ?? 'an unknown operator'}`
}

function draftNames(kind: OutputKind, count: number | null, label: readonly TableColumn[]): Drafted {
  const [first] = label
  // Where the graph leaves the number open, two names show that there is one per output.
  const total = count ?? Math.max(label.length, first?.levels.length ?? 2)
  if (label.length === total && kind !== 'multi-class') {
    return guessed(
      label.map(({ name }) => name),
      'the label columns',
    )
  }
  if (first !== undefined && first.levels.length === total) {
    return guessed(first.levels, `levels of ${first.name}; their order must be that of the training`)
  }
  const names = Array.from({ length: total }, (_, index) => `output ${index + 1}`)
  return guessed(names, 'one per output, in order; neither graph nor table has names')
}
