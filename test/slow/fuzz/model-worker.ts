/** Checks one damaged model after another as `modalens check` does, sessions included, in a process that may crash. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describeError, isAppError, type ErrorData } from '@shared/errors'
import { createLaunchInProcess } from '../../../src/main/hosts/engine/launch-in-process'
import { createRandom } from '../../../src/main/maskers/random'
import { createServices } from '../../../src/main/services/services'
import { writeThreeModalityStudy, writeToyStudy } from '../../fixtures/builders/toy-study'
import { buildNestedReluModel } from '../../fixtures/models/nested-relu'
import { buildThreeModalitiesModel } from '../../fixtures/models/three-modalities'
import { mutate } from './mutate'
import { mutateModel } from './mutate-model'
import type { FuzzAnswer, FuzzTask } from './worker'

const folder = mkdtempSync(join(tmpdir(), 'modalens-fuzz-'))

const columns = (model: Uint8Array, outputs: Record<string, unknown>, name: string): string =>
  writeToyStudy({
    folder: join(folder, name),
    model,
    modalities: ['x1', 'x2'].map((input) => ({
      ...{ name: input, kind: 'tabular', input },
      ...{ attributes: [{ name: input }], replacement: 'zero' },
    })),
    outputs,
    rows: Array.from({ length: 3 }, (_, index) => ({ id: `c${index}`, x1: index, x2: 1 })),
  })

const studies = [
  {
    name: 'three modalities',
    path: writeThreeModalityStudy({ folder: join(folder, 'three'), caseCount: 3, seed: 1 }),
    model: buildThreeModalitiesModel({ seed: 1 }),
  },
  {
    name: 'nested relu',
    path: columns(buildNestedReluModel(), { kind: 'regression', names: ['f'] }, 'relu'),
    model: buildNestedReluModel(),
  },
]

process.on('message', (task: FuzzTask) => {
  void answer(task).then((reply) => process.send?.(reply))
})
process.on('disconnect', () => {
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
})
process.send?.({ ready: studies.map(({ name }) => name) })

/** Half of the damage is to the bytes, half to the fields. */
function damaged(model: Uint8Array, seed: number): Uint8Array {
  const random = createRandom('fuzz', seed)
  return random() < 0.5 ? mutate(model, random) : mutateModel(model, random)
}

async function answer({ fixture, seed }: FuzzTask): Promise<FuzzAnswer> {
  const study = studies[fixture]
  if (study === undefined) return { outcome: 'fault', words: 'no such study', memoryBytes: 0 }
  writeFileSync(
    join(dirname(study.path), 'model.onnx'),
    seed === null ? study.model : damaged(study.model, seed),
  )
  const memoryBytes = process.memoryUsage().rss
  try {
    const problems = await check(study.path)
    const [fault] = problems.filter(({ code }) => code === 'bug/unexpected')
    if (fault !== undefined) return { outcome: 'fault', words: JSON.stringify(fault), memoryBytes }
    const fatal = problems.find((one) => describeError(one).kind !== 'notice')
    return { outcome: fatal === undefined ? 'read' : 'refused', words: fatal?.code ?? '', memoryBytes }
  } catch (thrown) {
    const isNamed = isAppError(thrown) && thrown.code !== 'bug/unexpected'
    if (isNamed) return { outcome: 'refused', words: thrown.code, memoryBytes }
    const words = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
    return { outcome: 'fault', words, memoryBytes }
  }
}

async function check(path: string): Promise<readonly ErrorData[]> {
  const services = createServices({
    home: join(folder, 'home'),
    roots: [],
    clock: () => new Date(0),
    launchRun: createLaunchInProcess(),
  })
  const { studyId } = await services.studies.open({ handle: services.files.grant(path) })
  const overrides = { path: 'batched', device: 'cpu', workers: 1 } as const
  const { plan, problems } = await services.studies.check({ studyId, overrides })
  return [...problems, ...(plan?.notices ?? []).filter(({ code }) => code === 'bug/unexpected')]
}
