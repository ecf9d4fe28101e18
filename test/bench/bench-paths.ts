/** Benchmark: a model open on every path. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runPaths, type RunPathName } from '@shared/study'
import { inspectModel } from '../../src/main/graph/inspect-model'
import { parseModel } from '../../src/main/graph/parse-model'
import { openSession } from '../../src/main/session/open-session'
import { createBatchedPath } from '../../src/main/session/paths/batched-path'
import { createDerivedPath } from '../../src/main/session/paths/derived-path'
import type { RunPath } from '../../src/main/session/paths/run-path'
import { buildOutputs } from '../fixtures/builders/onnx'
import type { BenchModel } from './models/bench-model'

export interface BenchPaths {
  readonly paths: ReadonlyMap<RunPathName, RunPath>
  readonly release: () => Promise<void>
}

export interface BenchPathOptions {
  readonly folder: string
  readonly threads: number
  readonly batchSize: number
  readonly names: readonly RunPathName[]
}

/** Opens the named paths; every model of a benchmark has four outputs. */
export async function openBenchPaths(model: BenchModel, options: BenchPathOptions): Promise<BenchPaths> {
  const { folder, threads, batchSize, names } = options
  const modelPath = join(folder, `${model.name}.onnx`)
  writeFileSync(modelPath, model.bytes)
  const card = await inspectModel(modelPath)
  const shared = { card, outputs: buildOutputs(4), threads, device: 'cpu' as const }
  const session = await openSession(modelPath, shared)
  const parsed = parseModel(model.bytes, card.fileName)
  const open = (path: RunPathName): RunPath =>
    path === 'plain' || path === 'batched'
      ? createBatchedPath(session, path === 'plain' ? 1 : batchSize)
      : createDerivedPath({ ...shared, path, modelPath, parsed, batchSize })
  const paths = new Map(runPaths.filter((name) => names.includes(name)).map((name) => [name, open(name)]))
  return {
    paths,
    release: async () => {
      for (const path of paths.values()) await path.release()
      await session.release()
    },
  }
}
