/** Truncation and bit flips at random places of a run folder: what is shown and resumed is right, or refused by name. */
import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { toErrorData } from '@shared/errors'
import { runResultSchema } from '@shared/run'
import { createRandom } from '../../../src/main/maskers/random'
import { loadRunResult } from '../../../src/main/services/load-run'
import { runFolderAt } from '../../../src/main/store/run-folder'
import { bytesOfRun } from '../../fixtures/builders/run-bytes'
import { runStudyFile } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'
import { endOfRun } from './end-of-run'

const folders = useTemporaryFolders()
const places = 200
const seed = Number(process.env['MODALENS_SEED'] ?? 20_261_127)

const resume = async (runFolder: string): Promise<string> => (await endOfRun(runFolder))?.code ?? 'finished'

/** The figures, the code of a notice that says what is not in them, or the code of an error. */
async function show(runFolder: string): Promise<string> {
  try {
    // Parsed, so that keys stand in one order whether they were derived or read.
    const { contribution, cases, notices } = runResultSchema.parse(
      await loadRunResult(runFolderAt(runFolder)),
    )
    const told = notices.map(({ code }) => code).filter((code) => /derived-again|lost-records/.test(code))
    return told[0] ?? JSON.stringify([contribution, cases])
  } catch (thrown) {
    return toErrorData(thrown, 'show').code
  }
}

it(`${places} damaged places: the same bytes, or a named error`, async () => {
  const home = folders({})
  const study = writeThreeModalityStudy({ folder: home, caseCount: 4, seed: 3 })
  const { runFolder } = await runStudyFile(study, home, { path: 'batched' })
  const kept = join(home, 'kept')
  cpSync(runFolder, kept, { recursive: true })
  const whole = bytesOfRun(runFolder)
  const figures = await show(runFolder)
  const random = createRandom(String(seed))
  const below = (end: number): number => Math.floor(random() * end)
  const counts = new Map<string, number>()
  for (let place = 0; place < places; place += 1) {
    rmSync(runFolder, { recursive: true })
    cpSync(kept, runFolder, { recursive: true })
    const isInterrupted = random() < 0.5
    if (isInterrupted) rmSync(join(runFolder, 'result.json'))
    const files = readdirSync(runFolder).filter((name) => name !== 'lock')
    const file = files[below(files.length)] ?? ''
    const bytes = readFileSync(join(runFolder, file))
    const at = below(bytes.length)
    const isCut = random() < 0.4
    if (isCut) truncateSync(join(runFolder, file), at)
    else {
      bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8))
      writeFileSync(join(runFolder, file), bytes)
    }
    const where = `place ${place}: ${file}, ${isCut ? 'cut' : 'flipped'} at ${at}, ${isInterrupted ? 'interrupted' : 'finished'}`
    const shown = await show(runFolder)
    expect(shown.startsWith('bug/'), `${where}: ${shown}`).toBe(false)
    // What a cut end took away was never there: an interrupted run is shown with fewer cases.
    const isFewer = isInterrupted && isCut && file === 'outputs.bin'
    if (shown.startsWith('[') && !isFewer) expect(shown === figures, where).toBe(true)
    const ended = await resume(runFolder)
    expect(ended.startsWith('bug/'), `${where}: ${ended}`).toBe(false)
    if (ended === 'finished') expect(bytesOfRun(runFolder), where).toEqual(whole)
    counts.set(`${file}: ${ended}`, (counts.get(`${file}: ${ended}`) ?? 0) + 1)
  }
  console.log(`seed ${seed}`, Object.fromEntries([...counts].toSorted()))
})
