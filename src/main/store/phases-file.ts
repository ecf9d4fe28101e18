/** phases.json of a run folder: how long its phases took. May be deleted at any time. */
import { z } from 'zod'
import { whereRefused } from '@shared/expected-failure'
import { phaseTimeSchema, type PhaseTime } from '@shared/run-phases'
import { saveAtomically } from './atomic-write'
import { readIfThere } from './load-json'
import { parseJson } from './parse-record'
import type { RunFolder } from './run-folder'

const fileSchema = z.object({ phases: z.array(phaseTimeSchema) })

/** None for runs of earlier versions, and where the file cannot be read. */
export async function loadPhases(folder: RunFolder): Promise<readonly PhaseTime[]> {
  const text = await readIfThere(folder.phases).catch(whereRefused(null))
  return text === null ? [] : (fileSchema.safeParse(parseJson(text)).data?.phases ?? [])
}

export async function savePhases(folder: RunFolder, phases: readonly PhaseTime[]): Promise<void> {
  await saveAtomically(folder.phases, `${JSON.stringify({ phases }, null, 2)}\n`)
}
