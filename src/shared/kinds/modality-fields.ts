/** Fields that modalities of several kinds have. */
import { z } from 'zod'

export const lengthSchema = z.number().int().positive()

export const nameSchema = z
  .string()
  .regex(/^[A-Za-z][\w -]*$/, 'a name of letters, digits, spaces, _ and -, with a letter first')
  .describe('starts with a letter')

export const absentSchema = z
  .enum(['skip', 'zeros', 'replacement'])
  .default('skip')
  .describe(
    'a case without the modality (empty cell; record: all cells empty): skipped, or fed zeros or the replacement value; its parts then count with 0',
  )
