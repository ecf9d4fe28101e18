import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunResult } from '@shared/run'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytesOfOutputs } from '../fixtures/builders/run-bytes'
import { programs } from '../fixtures/builders/transports'

interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

describe('modalens on the command line', () => {
  let home: string
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'modalens-cli-'))
  })
  afterAll(() => {
    rmSync(home, { recursive: true, force: true })
  })

  const start = (words: readonly string[]) => {
    const child = spawn(process.execPath, [join(programs, 'cli.js'), ...words, '--home', home], { cwd: home })
    const text = { stdout: '', stderr: '' }
    child.stdout.on('data', (bytes: Buffer) => (text.stdout += bytes.toString()))
    child.stderr.on('data', (bytes: Buffer) => (text.stderr += bytes.toString()))
    const ended = new Promise<Ended>((resolve) => {
      child.on('close', (code, signal) => {
        resolve({ code, signal, ...text })
      })
    })
    return { child, ended, text }
  }
  const modalens = (...words: string[]): Promise<Ended> => start(words).ended
  const collapsed = (stdout: string): string[] =>
    (JSON.parse(stdout) as RunResult).contribution.collapse.map(({ modality }) => modality)

  it('runs the demo, names the planted collapse, and writes a report', async () => {
    const { code, stdout, stderr } = await modalens('demo', '-o', home)
    expect([code, stderr.includes('100 %')]).toEqual([0, true])
    expect(stdout).toMatch(/Unimodal collapse: .*report/)
    expect(stdout).toMatch(/^report +0\.000/m)
    expect(readFileSync(join(home, 'modalens-demo-ignores-report.pdf')).subarray(0, 5).toString()).toBe(
      '%PDF-',
    )
  })

  it('prints one JSON document with --json and nothing else on stdout', async () => {
    const { stdout } = await modalens('demo', '--json', '-o', home)
    expect(collapsed(stdout)).toEqual(['report'])
  })

  it('shows, exports and reports a run by id and by folder', async () => {
    const [run = ''] = readdirSync(join(home, 'runs'))
    expect((await modalens('show')).stdout).toContain(run)
    expect((await modalens('show', run, '--case', 'demo-002')).stdout).toContain('Strongest parts of ct')
    const csv = await modalens('export', join(home, 'runs', run), '--format', 'csv', '--table', 'cases')
    expect(csv.stdout.split('\n')).toHaveLength(166)
    expect((await modalens('report', run, '-o', join(home, 'r.pdf'))).code).toBe(0)
    expect(statSync(join(home, 'r.pdf')).size).toBeGreaterThan(10_000)
  })

  it('inspects a model, drafts a study from it, and checks a study', async () => {
    const model = join(home, 'demo', 'balanced.onnx')
    expect((await modalens('inspect', model)).stdout).toContain('attention_mask')
    const draft = join(home, 'demo', 'draft.study.yaml')
    expect((await modalens('init', model, '--data', join(home, 'demo', 'cases.csv'), '-o', draft)).code).toBe(
      0,
    )
    expect(readFileSync(draft, 'utf8')).toContain('# guessed')
    expect((await modalens('init', model, '--data', join(home, 'demo', 'cases.csv'), '-o', draft)).code).toBe(
      2,
    )
    const { code, stdout } = await modalens('check', join(home, 'demo', 'balanced.study.yaml'))
    expect([code, stdout.includes('forward passes')]).toEqual([0, true])
  })

  it('survives kill -9 in mid-run and resumes to the bytes of an undisturbed run', async () => {
    const study = join(home, 'demo', 'balanced.study.yaml')
    const options = ['--path', 'plain', '--resamples', '100']
    const killed = start(['run', study, ...options])
    while (!/[2-9]\d %/.test(killed.text.stderr)) await new Promise((resolve) => setTimeout(resolve, 20))
    killed.child.kill('SIGKILL')
    expect((await killed.ended).signal).toBe('SIGKILL')
    const run = /Run (\S+) in/.exec(killed.text.stderr)?.[1] ?? ''
    // The runner, a process of its own, ends behind the batch at hand, and says that nobody cancelled it.
    await expect
      .poll(async () => (await modalens('show')).stdout, { timeout: 30_000, interval: 500 })
      .toMatch(new RegExp(`${run}.*interrupted`))
    expect(JSON.parse(readFileSync(join(home, 'runs', run, 'state.json'), 'utf8'))).toEqual({
      ...{ state: 'interrupted' },
      error: { code: 'run/interrupted', details: { run, cause: 'host-ended' } },
    })
    const shown = await modalens('show', run)
    expect(shown.stdout).toMatch(/^\d+ of 164 planned cases are computed\. /m)
    expect(shown.stderr).toContain(`The run ${run} was interrupted`)
    const resumed = await modalens('resume', run)
    expect(resumed.code).toBe(0)
    const other = await modalens('run', study, ...options)
    const second = /Run (\S+) in/.exec(other.stderr)?.[1] ?? ''
    expect(bytesOfOutputs(join(home, 'runs', run))).toBe(bytesOfOutputs(join(home, 'runs', second)))
    const contribution = (name: string): unknown =>
      (JSON.parse(readFileSync(join(home, 'runs', name, 'result.json'), 'utf8')) as RunResult).contribution
    expect(contribution(run)).toEqual(contribution(second))
  })

  it('stops after the batch on Ctrl+C, says how to go on, and ends with 130', async () => {
    const running = start(['run', join(home, 'demo', 'balanced.study.yaml'), '--path', 'plain'])
    while (!/\d\d %/.test(running.text.stderr)) await new Promise((resolve) => setTimeout(resolve, 20))
    running.child.kill('SIGINT')
    const { code, stderr } = await running.ended
    expect(code).toBe(130)
    expect(stderr).toContain('modalens resume')
  })
})
