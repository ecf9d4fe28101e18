/** What a run tells beside its figures. */
import { z } from 'zod'
import { errorDataSchema } from './error-schema'

export const noticeSchema = errorDataSchema.extend({
  caseId: z.string().optional(),
  modality: z.string().optional(),
})

export type Notice = z.output<typeof noticeSchema>
