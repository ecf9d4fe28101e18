/** Parts by labels: one part per label of a label map beside an image or volume. */
import { z } from 'zod'
import { repeated } from '../repeated'
import type { KindProblem } from './kind'

/** What has no label and is a part is called so. */
export const restName = 'rest'

const labelName = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'a name on one line')

const labelNumber = z.number().int().positive()

export const labelPartsSchema = z
  .strictObject({
    labels: z
      .strictObject({
        column: z.string().min(1).describe('table column with the path of a label map'),
        folder: z
          .string()
          .optional()
          .describe('what the paths are relative to; default: the folder of the table'),
        suffix: z.string().optional().describe('added to the cell, for example .nii.gz'),
        series: z.string().optional().describe('SeriesInstanceUID, where a folder holds several'),
      })
      .describe('a label map beside the picture: one part per label'),
    names: z
      .record(z.string().regex(/^[1-9]\d*$/, 'a whole number from 1'), labelName)
      .default({})
      .describe('what the values of the map are called, where the map does not say it; default: label 3'),
    only: z
      .array(z.union([labelNumber, labelName]))
      .min(1)
      .optional()
      .describe('values or names of the labels that count; the others are as if they had none'),
    rest: z
      .enum(['part', 'never'])
      .default('part')
      .describe('what has no label is a part of its own, or never masked'),
  })
  .transform(({ labels, ...parts }) => ({ kind: 'labels' as const, source: labels, ...parts }))

export type LabelParts = z.output<typeof labelPartsSchema>

/** Which parts, in words. */
export function labelPartWords({ source, rest }: Pick<LabelParts, 'source' | 'rest'>): string {
  const others = rest === 'part' ? 'all else as one part' : 'all else never masked'
  return `one per label of the map in column ${source.column}, ${others}`
}

/** Names that would not tell parts apart. */
export function labelProblems(parts: LabelParts | { readonly kind: string }): KindProblem[] {
  if (!isLabels(parts)) return []
  const reserved = Object.entries(parts.names).filter(([, name]) => name === restName)
  const { only = [], names } = parts
  return [
    ...only.flatMap((one, at) => {
      const expected = onlyProblem(one, Object.values(names))
      return expected === null ? [] : [{ path: ['parts', 'only', at], expected }]
    }),
    ...reserved.map(([value]) => ({
      path: ['parts', 'names', value],
      expected: `another name: ${restName} is what has no label`,
    })),
    ...repeated(only.map(String)).map((at) => ({
      path: ['parts', 'only', at],
      expected: 'every label once',
    })),
  ]
}

/** Why an entry can name no label. */
function onlyProblem(one: string | number, names: readonly string[]): string | null {
  if (one === restName) return `a label: ${restName} is what has none (rest: part or never)`
  const isQuoted = typeof one === 'string' && /^\d+$/.test(one) && !names.includes(one)
  return isQuoted ? `a name, or ${one} without quotes: in quotes it is the name of a label` : null
}

function isLabels(parts: LabelParts | { readonly kind: string }): parts is LabelParts {
  return parts.kind === 'labels'
}
