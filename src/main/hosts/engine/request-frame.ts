/** What a client may send: one call, or the end of one. Looked at before oRPC decodes it, which trusts its peer. */
import { z } from 'zod'

/** No call of the Api comes near; a selection of a million case ids does not, either. */
export const largestFrameBytes = 32 * 2 ** 20

const id = z.string().min(1).max(64)
const requestType = 1
const abortType = 4

const requestSchema = z.strictObject({
  i: id,
  t: z.literal(requestType).optional(),
  p: z.strictObject({
    u: z.string().startsWith('/').max(200),
    b: z.unknown(),
    h: z.record(z.string(), z.string()).optional(),
    m: z.enum(['GET', 'POST']).optional(),
  }),
})
const abortSchema = z.strictObject({ i: id, t: z.literal(abortType), p: z.unknown().optional() })
const frameSchema = z.union([requestSchema, abortSchema])

/** Says why a frame is none of the Api's; null for one that may be handed on. */
export function frameFault(data: unknown): string | null {
  if (typeof data !== 'string') return 'it is no text'
  if (data.length > largestFrameBytes) return `it is longer than ${largestFrameBytes / 2 ** 20} MiB`
  let json: unknown
  try {
    json = JSON.parse(data)
  } catch {
    return 'it is no JSON'
  }
  return frameSchema.safeParse(json).success ? null : 'it is neither a call nor the end of one'
}
