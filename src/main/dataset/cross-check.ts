/** What hangs together across the keys of a study and no schema can say. */
import { descriptionOf, restName } from '@shared/kinds'
import { jointDraws, mostJointDraws, toJointPart, type Study, type StudyModality } from '@shared/study'
import { repeated } from '@shared/repeated'
import type { DescribedIssue } from './describe-issue'

type Check = (study: Study) => DescribedIssue[]

/** Lists everything that contradicts itself. */
export function crossCheck(study: Study): DescribedIssue[] {
  return checks.flatMap((check) => check(study))
}

const checks: readonly Check[] = [
  uniqueNames,
  ofKinds,
  inputsOnce,
  outputNames,
  labelCount,
  softmaxNeedsTwo,
  donorNeedsLabel,
  splitNeedsColumn,
  absentNeedsValue,
  jointParts,
  jointDonors,
  groundedLabels,
]

/** Modalities share one name space with channel groups: a group is reported as a modality of its own. */
function uniqueNames({ modalities }: Study): DescribedIssue[] {
  const named = modalities.flatMap((modality, index) => [
    { path: ['modalities', index, 'name'], name: modality.name },
    ...descriptionOf(modality)
      .groups(modality)
      .map((name) => ({ path: ['modalities', index, 'channelGroups', name], name })),
  ])
  return repeated(named.map(({ name }) => name)).map((index) => ({
    path: named[index]?.path ?? [],
    expected: `a name of its own (${named[index]?.name ?? ''} is taken)`,
  }))
}

/** What contradicts itself inside of one modality, as its kind says. */
function ofKinds({ modalities }: Study): DescribedIssue[] {
  return modalities.flatMap((modality, index) =>
    descriptionOf(modality)
      .problems(modality)
      .map(({ path, expected }) => ({ path: ['modalities', index, ...path], expected })),
  )
}

function inputsOnce({ modalities }: Study): DescribedIssue[] {
  const inputs = modalities.flatMap((modality, index) =>
    descriptionOf(modality)
      .inputs(modality)
      .map(({ key, input }) => ({ path: ['modalities', index, key], input })),
  )
  return repeated(inputs.map(({ input }) => input)).map((index) => ({
    path: inputs[index]?.path ?? [],
    expected: `an input that no other key feeds (${inputs[index]?.input ?? ''} is fed twice)`,
  }))
}

function outputNames({ outputs: { names, slice } }: Study): DescribedIssue[] {
  const twice = repeated(names).map((index) => ({
    path: ['outputs', 'names', index],
    expected: `a name of its own (${names[index] ?? ''} is taken)`,
  }))
  const [from, to] = slice ?? [0, names.length]
  if (to - from === names.length) return twice
  const length =
    to > from ? `${names.length} values long, as there are names` : '[from, to) with from below to'
  return [...twice, { path: ['outputs', 'slice'], expected: `a slice ${length}` }]
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

/** What stands in for a modality that is not there cannot depend on the case, nor on a token of a text without any. */
function absentNeedsValue({ modalities }: Study): DescribedIssue[] {
  const fixed = ['zero', 'constant', 'cohort-mean', 'cohort-median', 'cohort-mode']
  return modalities.flatMap(({ absent, replacement: { kind } }, index) =>
    absent === 'replacement' && !fixed.includes(kind)
      ? [
          {
            path: ['modalities', index, 'absent'],
            expected: `skip or zeros: ${kind} needs a value of the case`,
          },
        ]
      : [],
  )
}

/** What a set has whole holds its parts, too: their effects one by one would count twice. */
function overlapProblem(references: readonly string[], place: number): string | null {
  const own = references[place] ?? ''
  const whole = references.find((one, other) => other !== place && own.startsWith(`${one}/`))
  return whole === undefined ? null : `a part that does not lie in ${whole}, which the set has whole`
}

/** Sets of parts name what there is, and nothing twice; what only the files of cases can say is told by the run. */
function jointParts({ modalities, joint }: Study): DescribedIssue[] {
  return joint.flatMap((references, set) => [
    ...repeated(references).map((place) => ({
      path: ['joint', set, place],
      expected: 'a part that the set does not have yet',
    })),
    ...references.flatMap((reference, place) => {
      const expected = jointProblem(modalities, reference) ?? overlapProblem(references, place)
      return expected === null ? [] : [{ path: ['joint', set, place], expected }]
    }),
  ])
}

/** Donors of all members of a set are drawn equally often. */
function jointDonors({ modalities, joint }: Study): DescribedIssue[] {
  return joint.flatMap((references, set) => {
    const owners = modalities.filter(({ name }) =>
      references.some((one) => one === name || one.startsWith(`${name}/`)),
    )
    const draws = owners.map(({ replacement }) => (replacement.kind === 'donor' ? replacement.draws : 1))
    if (jointDraws(draws) <= mostJointDraws) return []
    const expected = `donors in numbers that go into each other (${draws.join(', ')} would take ${jointDraws(draws)} passes)`
    return [{ path: ['joint', set], expected }]
  })
}

function jointProblem(modalities: Study['modalities'], reference: string): string | null {
  const namesOf = (one: StudyModality): string[] => [
    one.name,
    ...descriptionOf(one)
      .groups(one)
      .map((group) => `${one.name}/${group}`),
  ]
  const names = modalities.flatMap(namesOf)
  const found = toJointPart(reference, names)
  const owner = modalities.find((one) => namesOf(one).includes(found?.modality ?? ''))
  if (found === null || owner === undefined)
    return `modality or modality/part, with one of ${names.join(', ')}`
  const attributes = descriptionOf(owner)
    .attributes(owner)
    .map(({ name }) => name)
  if (found.part === null || attributes.length === 0 || attributes.includes(found.part)) return null
  return `an attribute of ${found.modality} (${attributes.join(', ')})`
}

/** Grounding needs a modality that is cut by labels, by the name that its figures have, and an output that there is. */
function groundedLabels({ modalities, outputs, grounding }: Study): DescribedIssue[] {
  const labelled = modalities.flatMap((one) => {
    const { parts } = one
    if (typeof parts === 'string' || parts.kind !== 'labels') return []
    const groups = descriptionOf(one).groups(one)
    const named = groups.length === 0 ? [one.name] : groups.map((group) => `${one.name}/${group}`)
    return named.map((name) => ({ name, parts }))
  })
  const names = labelled.map(({ name }) => name)
  const keys = grounding.map(({ modality, label, output }) => JSON.stringify([modality, label, output]))
  return grounding.flatMap(({ modality, label, output }, place) => [
    ...(keys.indexOf(keys[place] ?? '') < place
      ? [{ path: ['grounding', place], expected: 'a label and output that grounding does not have yet' }]
      : []),
    ...shutOut(labelled.find(({ name }) => name === modality)?.parts.only, label).map((expected) => ({
      ...{ path: ['grounding', place, 'label'], expected },
    })),
    ...(names.includes(modality)
      ? []
      : [
          {
            path: ['grounding', place, 'modality'],
            expected:
              names.length === 0
                ? 'nothing: no modality has parts by labels'
                : `a modality with parts by labels (${names.join(', ')})`,
          },
        ]),
    ...(label === restName
      ? [{ path: ['grounding', place, 'label'], expected: `a label: ${restName} has no other place` }]
      : []),
    ...(output === undefined || outputs.names.includes(output)
      ? []
      : [{ path: ['grounding', place, 'output'], expected: `one of ${outputs.names.join(', ')}` }]),
  ])
}

/** Where `only` lists names alone, no other label is a part; what a value is called may be said by its file. */
function shutOut(only: readonly (string | number)[] | undefined, label: string): string[] {
  if (only === undefined || label === restName) return []
  const isOpen = only.some((one) => typeof one === 'number') || only.includes(label)
  return isOpen ? [] : [`a label that parts.only does not leave out (${only.join(', ')})`]
}
