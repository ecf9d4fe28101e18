/** Which values of a picture are black and white. */
import { z } from 'zod'

export const valueWindowSchema = z.object({
  name: z.string(),
  low: z.number().describe('black, in the unit of the values'),
  high: z.number().describe('white; above low'),
})

export type ValueWindow = Readonly<z.output<typeof valueWindowSchema>>

/** What a window of a file is called that the file gives no name; counted from 1. */
export function fileWindowName(count: number): string {
  return `File ${count}`
}

export const percentilesSchema = z
  .tuple([z.number(), z.number(), z.number(), z.number()])
  .readonly()
  .describe('below these lie 1, 5, 95 and 99 % of the values of the whole image or volume')

/** Values below which 1, 5, 95 and 99 % of a picture lie. */
export type Percentiles = z.output<typeof percentilesSchema>
