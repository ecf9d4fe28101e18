/** A file or folder that a host lets its user choose. */
import { z } from 'zod'

export const fileEntrySchema = z.object({
  handle: z.string().describe('opaque; stands for a path that the renderer never composes'),
  name: z.string(),
  kind: z.enum(['folder', 'study', 'model', 'table', 'other']),
})

export type FileEntry = z.output<typeof fileEntrySchema>
