/** How far a reading that takes long has come. */
import { z } from 'zod'

export const readingProgressSchema = z.object({
  of: z
    .enum(['files', 'slices', 'bytes'])
    .describe('what is counted: headers of files, slices, bytes unpacked'),
  done: z.number(),
  total: z.number().describe('0 where it is not known'),
})

export type ReadingProgress = z.output<typeof readingProgressSchema>

const words = { files: 'files looked at', slices: 'slices', bytes: 'MB' } as const

/** 120 of 400 slices. */
export function readingWords({ of, done, total }: ReadingProgress): string {
  const figure = (count: number): string =>
    of === 'bytes' ? (count / 1e6).toFixed(0) : count.toLocaleString('en')
  return total === 0 ? `${figure(done)} ${words[of]}` : `${figure(done)} of ${figure(total)} ${words[of]}`
}
