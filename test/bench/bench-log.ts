/** Benchmark: what a benchmark leaves behind. */
import { z } from 'zod'
import { runPaths } from '@shared/study'

export const benchLogSchema = z.object({
  format: z.literal(1),
  measuredAt: z.string().describe('ISO 8601, UTC'),
  machine: z.object({
    cpu: z.string(),
    cores: z.number(),
    memoryGiB: z.number(),
    system: z.string(),
    node: z.string(),
    onnxruntime: z.string(),
    threads: z.number(),
    peakGigaMultiplyAdds: z.number(),
  }),
  settings: z.object({ rounds: z.number(), sample: z.number(), batchSize: z.number(), size: z.string() }),
  models: z.array(
    z.object({
      model: z.string(),
      passes: z.number().describe('forward passes of a case on the plain path'),
      paths: z.array(
        z.object({
          path: z.enum(runPaths),
          secondsPerCase: z.array(z.number()).describe('one per round'),
          median: z.number(),
          ratio: z
            .number()
            .describe('times as fast as the plain path: the median over rounds of their quotients'),
          arithmetic: z.number().describe('multiply-adds, as a share of those of the plain path'),
          peakShare: z
            .number()
            .describe('multiply-adds per second, as a share of those of a large matrix product'),
          largestDifference: z.number().describe('to the outputs of the plain path'),
        }),
      ),
    }),
  ),
})

export type BenchLog = z.output<typeof benchLogSchema>
export type ModelTimes = BenchLog['models'][number]
