import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ErrorData } from '@shared/errors'
import type { RunEvent } from '@shared/run'
import { expect, it } from 'vitest'
import { createNodeFork } from '../../../src/main/hosts/engine/fork-node'
import { createForkLauncher } from '../../../src/main/hosts/engine/launch-forked'
import { startRunner } from '../../../src/main/hosts/engine/runner-process'
import type { Estimate, EstimateQuestion } from '../../../src/main/services/execute-estimate'
import { createFakeFork } from '../../fixtures/builders/fake-fork'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const folders = useTemporaryFolders()
const task = { kind: 'run' as const, runFolder: '/runs/a' }
const planned = { event: 'cancelled', run: 'a', sequence: 0 } satisfies RunEvent

function start() {
  const { fork, made } = createFakeFork()
  const ends: (ErrorData | null)[] = []
  const runner = startRunner(fork, task, { event: () => undefined, over: (error) => ends.push(error) })
  return { made, ends, runner }
}

it('follows a runner that dies before it says anything by one that tries no path', () => {
  const { made, ends } = start()
  made[0]?.die('signal SIGSEGV')
  expect(made.map(({ posted }) => posted)).toEqual([
    [{ ...task, crashed: null }],
    [{ ...task, crashed: 'signal SIGSEGV' }],
  ])
  made[1]?.say({ kind: 'over', error: null })
  made[1]?.die('exit code 0')
  expect([made.length, ends]).toEqual([2, [null]])
})

it('gives up when the second one dies, too', () => {
  const { made, ends } = start()
  made[0]?.die('signal SIGSEGV')
  made[1]?.die('signal SIGABRT')
  expect(ends).toEqual([{ code: 'run/process-ended', details: { why: 'signal SIGABRT' } }])
  expect(made).toHaveLength(2)
})

it('does not begin anew where a run was on its way, or was cancelled', () => {
  const onItsWay = start()
  onItsWay.made[0]?.say({ kind: 'event', event: planned })
  onItsWay.made[0]?.die('signal SIGKILL')
  const cancelled = start()
  cancelled.runner.cancel()
  cancelled.made[0]?.die('signal SIGKILL')
  for (const { made, ends } of [onItsWay, cancelled]) {
    expect([made.length, ends.map((error) => error?.code)]).toEqual([1, ['run/process-ended']])
  }
})

/** A runner that ends as a crash of onnxruntime ends it, while it tries paths or in any case. */
function writeRunner(when: 'first' | 'always'): string {
  const folder = folders({})
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }')
  writeFileSync(
    join(folder, 'runner.js'),
    `process.on('message', ({ crashed }) => {
      if (crashed === null || ${when === 'always'}) process.kill(process.pid, 'SIGSEGV')
      else process.send({ kind: 'estimated', estimate: { words: crashed } }, () => process.exit(0))
    })`,
  )
  return folder
}

it('makes a sentence of a segmentation fault, in a process that lives on', async () => {
  const question = {} as EstimateQuestion
  const { launchEstimate } = createForkLauncher(createNodeFork(writeRunner('first')))
  expect(await launchEstimate(question)).toEqual({ words: 'signal SIGSEGV' } as unknown as Estimate)
  const broken = createForkLauncher(createNodeFork(writeRunner('always')))
  await expect(broken.launchEstimate(question)).rejects.toMatchObject({
    code: 'run/process-ended',
    message: expect.stringContaining('signal SIGSEGV') as string,
  })
  const events = broken.launchRun('/runs/a', new AbortController().signal)
  await expect(events[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'run/process-ended' })
})

it('ends an estimate at once, however busy it is', async () => {
  const folder = folders({ 'package.json': '{ "type": "commonjs" }', 'runner.js': 'for (;;);' })
  const { launchEstimate } = createForkLauncher(createNodeFork(folder))
  const abort = new AbortController()
  const estimate = launchEstimate({} as EstimateQuestion, abort.signal)
  setTimeout(() => {
    abort.abort()
  }, 300)
  await expect(estimate).rejects.toMatchObject({ details: { why: 'signal SIGKILL' } })
})
