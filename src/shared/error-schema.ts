/** Errors as data over a border. */
import { z } from 'zod'
import { isErrorCode, type ErrorCode } from './errors'

const detail = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.union([z.string(), z.number()])).readonly(),
])

export const errorDataSchema = z.object({
  code: z.custom<ErrorCode>(isErrorCode, 'an error code of this version'),
  details: z.record(z.string(), detail).readonly(),
})
