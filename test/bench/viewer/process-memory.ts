/** Benchmark: what processes hold. Linux only. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

export interface ProcessMemory {
  readonly nowBytes: number
  /** Since the process began, or since `forgetPeak`. */
  readonly peakBytes: number
}

/** Null where there is no such process any more. */
export function memoryOf(pid: number): ProcessMemory | null {
  const status = readText(`/proc/${pid}/status`)
  const kibibytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status ?? '')?.[1] ?? 0)
  const nowBytes = kibibytes('VmRSS') * 1024
  return nowBytes === 0 ? null : { nowBytes, peakBytes: kibibytes('VmHWM') * 1024 }
}

/** The next peak is one since now. */
export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
}

/** The process below `ancestor` whose command line names `program`; null where there is none. */
export function findProgram(ancestor: number, program: string): number | null {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    const stat = readText(`/proc/${name}/stat`)
    const parent = /\) \S (\d+)/.exec(stat ?? '')?.[1]
    if (parent !== undefined) parents.set(Number(name), Number(parent))
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid)
    return parent !== undefined && (parent === ancestor || isBelow(parent))
  }
  const names = (pid: number): boolean => readText(`/proc/${pid}/cmdline`)?.includes(program) === true
  return [...parents.keys()].find((pid) => names(pid) && isBelow(pid)) ?? null
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // It ended meanwhile.
    return null
  }
}
