/** Records: columns of the table, as numbers. */
import { z } from 'zod'
import { repeated } from '../repeated'
import { attributeSchema, type Encoding } from '../study/attribute'
import { droppedLevel } from '../study/one-hot-levels'
import { tabularReplacementSchema } from '../study/replacement'
import { none, numberInput, type KindProblem, type SharedKind } from './kind'
import { absentSchema, nameSchema } from './modality-fields'

export const tabularModalitySchema = z.strictObject({
  kind: z.literal('tabular'),
  name: nameSchema,
  input: z.string().min(1).describe('input of the model'),
  attributes: z.array(attributeSchema).min(1).describe('in the order of the tensor columns'),
  parts: z.enum(['attribute', 'whole']).default('attribute'),
  replacement: tabularReplacementSchema
    .default({ kind: 'zero' })
    .describe('what stands in for a masked part'),
  absent: absentSchema,
})

export type TabularModality = z.output<typeof tabularModalitySchema>

/** What a screen shows of a case. */
const preview = z.object({
  kind: z.literal('tabular'),
  modality: z.string(),
  attributes: z.array(
    z.object({
      name: z.string(),
      source: z.string().describe('cell as it stands in the table'),
      unit: z.string().nullable().describe('as the study says it'),
      missing: z.boolean(),
      values: z.array(z.number()).describe('tensor columns'),
    }),
  ),
})

export const tabularKind: SharedKind<typeof tabularModalitySchema, typeof preview> = {
  schema: tabularModalitySchema,
  preview,
  description: {
    sentence: 'a clinical record: columns of the table, each encoded as numbers',
    place: ({ attributes }) => ({
      lies: 'in-row',
      columns: attributes.map(({ column, name }) => column ?? name),
    }),
    columns: ({ name: modality, attributes }) =>
      attributes.map(({ name, column, encoding }) => ({
        key: `modalities.${modality}.attributes.${name}`,
        column: column ?? name,
        isNumber: ['number', 'z-score', 'min-max'].includes(encoding.kind),
      })),
    inputs: numberInput,
    groups: none,
    attributes: ({ attributes }) => attributes,
    tokenizer: () => null,
    problems: attributeProblems,
    partNames: 'study',
    partWords: ({ parts }) => (parts === 'whole' ? 'the whole record' : 'one attribute at a time'),
  },
}

function attributeProblems({ attributes }: TabularModality): KindProblem[] {
  const names = attributes.map(({ name }) => name)
  return [
    ...repeated(names).map((at) => ({
      path: ['attributes', at, 'name'],
      expected: `a name of its own (${names[at] ?? ''} is taken)`,
    })),
    ...attributes.flatMap(({ encoding }, at) =>
      dropProblems(encoding, ['attributes', at, 'encoding', 'drop']),
    ),
    ...attributes.flatMap(({ encoding }, at) =>
      'levels' in encoding && repeated(encoding.levels).length > 0
        ? [{ path: ['attributes', at, 'encoding', 'levels'], expected: 'every level once' }]
        : [],
    ),
  ]
}

/** The dropped level must be one, say which one, and leave a column. */
function dropProblems(encoding: Encoding, path: KindProblem['path']): KindProblem[] {
  if (encoding.kind !== 'one-hot' || encoding.drop === undefined) return []
  const { levels } = encoding
  const dropped = droppedLevel(encoding)
  if (dropped === -1) return [{ path, expected: `first, or one of the levels (${levels.join(', ')})` }]
  if (levels.length === 1) return [{ path, expected: 'nothing: the only level would have no column' }]
  const isBoth = encoding.drop === 'first' && dropped !== 0
  return isBoth ? [{ path, expected: 'another name: a level that is not the first is called first' }] : []
}
