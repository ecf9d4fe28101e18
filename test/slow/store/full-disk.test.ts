/** A disk that is full after so many bytes: a sentence, and with space again the same bytes. */
import { open, type FileHandle } from 'node:fs/promises'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeError, toErrorData } from '@shared/errors'
import { createRandom } from '../../../src/main/maskers/random'
import { bytesOfOutputs } from '../../fixtures/builders/run-bytes'
import { createTestRun } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'
import { endOfRun } from './end-of-run'

const folders = useTemporaryFolders()
const tries = 50
const seed = Number(process.env['MODALENS_SEED'] ?? 20_261_127)

/** Every file that a run writes goes through a handle: what is left of the disk is counted there. */
const disk = { left: Number.POSITIVE_INFINITY, written: 0 }
let restore = (): void => undefined

beforeAll(async () => {
  const handle = await open(import.meta.filename)
  const prototype = Object.getPrototypeOf(handle) as FileHandle
  await handle.close()
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its handle below
  const { writeFile } = prototype
  prototype.writeFile = async function (this: FileHandle, data) {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data
    const fits = Math.min(bytes.length, disk.left)
    disk.left -= fits
    disk.written += fits
    await writeFile.call(this, bytes.subarray(0, fits))
    if (fits < bytes.length)
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
        code: 'ENOSPC',
        syscall: 'write',
      })
  }
  restore = () => {
    prototype.writeFile = writeFile
  }
})
afterAll(() => {
  restore()
})

async function execute(runFolder: string): Promise<string> {
  const error = await endOfRun(runFolder)
  if (error !== null) expect(describeError(error).sentence).toMatch(/no space left/)
  return error?.code ?? 'finished'
}

const create = (home: string, study: string): Promise<string> =>
  createTestRun(study, home, { path: 'batched' })

it(`${tries} disks that are full: a sentence, then the same bytes`, async () => {
  const folder = folders({})
  const study = writeThreeModalityStudy({ folder, caseCount: 4, seed: 3 })
  const undisturbed = await create(join(folder, 'first'), study)
  expect(await execute(undisturbed)).toBe('finished')
  const total = disk.written
  const random = createRandom(String(seed))
  const counts = new Map<string, number>()
  const count = (what: string): unknown => counts.set(what, (counts.get(what) ?? 0) + 1)
  for (let time = 0; time < tries; time += 1) {
    const home = join(folder, `home-${time}`)
    const bytes = Math.floor(random() * total)
    disk.left = bytes
    const where = `full after ${bytes} of ${total} bytes`
    const created = await create(home, study).catch((thrown: unknown) => toErrorData(thrown, 'create').code)
    const isCreated = existsSync(created)
    if (!isCreated) {
      expect(created, where).toBe('file/no-space')
      expect(existsSync(join(home, 'runs')) ? readdirSync(join(home, 'runs')) : [], where).toEqual([])
    }
    count(isCreated ? await execute(created) : 'not created')
    disk.left = Number.POSITIVE_INFINITY
    const runFolder = isCreated ? created : await create(home, study)
    expect(await execute(runFolder), where).toBe('finished')
    expect(bytesOfOutputs(runFolder), where).toBe(bytesOfOutputs(undisturbed))
    expect(
      readdirSync(runFolder).filter((name) => name.includes('draft')),
      where,
    ).toEqual([])
  }
  console.log(`seed ${seed}, ${total} bytes`, Object.fromEntries(counts))
})
