/** One attribute of a clinical record: a table column and how it becomes numbers. */
import { z } from 'zod'

const numberOrCohort = <Shape extends z.ZodObject>(shape: Shape) =>
  z
    .union([z.literal('cohort'), shape])
    .describe('numbers, or cohort: computed over the dataset (see statistics)')

export const encodingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('number') }).describe('the value as it is'),
  z
    .strictObject({
      kind: z.literal('z-score'),
      statistics: numberOrCohort(z.strictObject({ mean: z.number(), std: z.number().positive() })).default(
        'cohort',
      ),
    })
    .describe('(value - mean) / std'),
  z
    .strictObject({
      kind: z.literal('min-max'),
      statistics: numberOrCohort(z.strictObject({ min: z.number(), max: z.number() })).default('cohort'),
    })
    .describe('(value - min) / (max - min)'),
  z
    .strictObject({
      kind: z.literal('boolean'),
      yes: z.array(z.string()).default(['true', 'yes', '1']).describe('compared without case'),
      no: z.array(z.string()).default(['false', 'no', '0']),
    })
    .describe('1 or 0'),
  z
    .strictObject({ kind: z.literal('ordinal'), levels: z.array(z.string()).min(2) })
    .describe('position in the list of levels, from 0'),
  z
    .strictObject({
      kind: z.literal('one-hot'),
      levels: z.array(z.string()).min(1),
      drop: z
        .string()
        .min(1)
        .optional()
        .describe('level without a column, whose columns are all 0: first, or its name; default: none'),
      unknownLevel: z
        .enum(['refuse', 'zeros'])
        .default('refuse')
        .describe(
          'a cell that is none of the levels: the case is skipped, or its columns are all 0, with a notice',
        ),
    })
    .describe('one tensor column per level, but for a dropped one'),
])

export const missingSchema = z.union([
  z.literal('refuse').describe('the case is skipped with a notice'),
  z.literal('flag').describe('0 and a second tensor column that says missing'),
  z.enum(['mean', 'median', 'mode']).describe('the statistic of the column over the dataset'),
  z.strictObject({ value: z.number().describe('after encoding; one-hot: in every column') }),
])

/** Cells such as <5 and >=90: the value lies below or above what is written. */
export const limitsSchema = z.union([
  z.literal('refuse').describe('the table is refused'),
  z.literal('value').describe('the number that is written, with a notice'),
])

export const attributeSchema = z.strictObject({
  name: z.string().min(1),
  column: z.string().min(1).optional().describe('table column; default: the name'),
  encoding: encodingSchema.default({ kind: 'number' }),
  missing: missingSchema.default('refuse'),
  missingValues: z
    .array(z.string())
    .default(['', 'na', 'nan', 'n/a', 'null', 'none'])
    .describe('cell texts that mean missing, compared without case'),
  limits: limitsSchema
    .optional()
    .describe('what cells such as <5 mean in this column; default: as dataset.limits says'),
  infinite: z.enum(['refuse', 'missing']).default('refuse').describe('what the values inf and -inf mean'),
  unit: z
    .string()
    .min(1)
    .max(20)
    .optional()
    .describe('of the cells, shown beside them: ng/ml; it changes no figure'),
  group: z.string().min(1).optional().describe('attributes of one group are masked together; default: alone'),
})

export type Encoding = z.output<typeof encodingSchema>
export type Attribute = z.output<typeof attributeSchema>
