/** Who holds the lock of a run, as its file says. */
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { z } from 'zod'
import { whereRefused } from '@shared/expected-failure'

const lockHolderSchema = z.object({
  pid: z.number().int().positive(),
  host: z.string(),
  /** When the process began, in the unit of its system; null where that says nothing. Process ids are given again. */
  processStart: z.string().nullable(),
  /** Of this taking: whoever reads it back holds the lock still. */
  token: z.string(),
})

export type LockHolder = z.output<typeof lockHolderSchema>

/** This process, for one taking of a lock. */
export function ownHolder(token: string): LockHolder {
  return { pid: process.pid, host: hostname(), processStart: processStart(process.pid), token }
}

/** Reads what a lock file says; null when it is empty, cut or of a version that wrote its process id alone. */
export function parseHolder(text: string): LockHolder | null {
  try {
    return lockHolderSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** True when the process that the file names lives on this machine: another program with its id is not it. */
export function isAlive({ pid, processStart: started }: LockHolder): boolean {
  return hasProcess(pid) && (started === null || started === processStart(pid))
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Linux: field 22 of /proc/PID/stat, in clock ticks since the machine started; its second field may hold blanks and brackets. */
function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch (thrown) {
    return whereRefused(null)(thrown)
  }
}
