/** Programs as they are shipped, in processes that can be killed. */
import { spawn, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { programs } from '../../fixtures/builders/transports'

export interface StartedProgram {
  readonly child: ChildProcess
  readonly text: { stdout: string; stderr: string }
  /** The exit code; null after a signal. */
  readonly ended: Promise<number | null>
}

/** Starts the command line in a folder of its own. */
export function startCommandLine(home: string, words: readonly string[]): StartedProgram {
  const child = spawn(process.execPath, [join(programs, 'cli.js'), ...words, '--home', home], { cwd: home })
  const text = { stdout: '', stderr: '' }
  child.stdout.on('data', (bytes: Buffer) => (text.stdout += bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => (text.stderr += bytes.toString()))
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', resolve)
  })
  return { child, text, ended }
}

/** The living processes below one that run a program of ours, such as runner.js (Linux). */
export function findBelow(parent: number, program: string): number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => describeProcess(Number(name)))
  const below = new Set([parent])
  for (let size = 0; size !== below.size;) {
    size = below.size
    for (const one of all) if (below.has(one.parent)) below.add(one.pid)
  }
  return all.filter(({ pid, command }) => below.has(pid) && command.includes(program)).map(({ pid }) => pid)
}

function describeProcess(pid: number): { pid: number; parent: number; command: string }[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    return [{ pid, parent, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8') }]
  } catch {
    return []
  }
}

/** Kills without a chance to tidy up; false when it was gone already. */
export function killNow(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
}
