/** phases.json of a run folder: how long its phases took, and the figures that were told on the way. May be deleted at any time. */
import { z } from 'zod'
import { whereRefused } from '@shared/expected-failure'
import { phaseTimeSchema } from '@shared/run-phases'
import { runningFiguresSchema } from '@shared/running-figures'
import { saveAtomically } from './atomic-write'
import { readIfThere } from './load-json'
import { parseJson } from './parse-record'
import type { RunFolder } from './run-folder'

const fileSchema = z.object({
  phases: z.array(phaseTimeSchema),
  figures: z.array(runningFiguresSchema).default([]),
})

export type RunCourse = z.output<typeof fileSchema>

const noCourse: RunCourse = { phases: [], figures: [] }

/** None for runs of earlier versions, and where the file cannot be read. */
export async function loadCourse(folder: RunFolder): Promise<RunCourse> {
  const text = await readIfThere(folder.phases).catch(whereRefused(null))
  return text === null ? noCourse : (fileSchema.safeParse(parseJson(text)).data ?? noCourse)
}

export async function saveCourse(folder: RunFolder, course: RunCourse): Promise<void> {
  await saveAtomically(folder.phases, `${JSON.stringify(course, null, 1)}\n`)
}
