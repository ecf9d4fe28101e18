import { readFileSync, truncateSync, statSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunEvent } from '@shared/run'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { executeRun } from '../../../src/main/services/execute-run'
import { bytesOfRun, recordsOf } from '../../fixtures/builders/run-bytes'
import { createTestRun, runStudyFile, type FinishedRun } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()

const shares = ({ result }: FinishedRun): Map<string, number> =>
  new Map(result.contribution.modalities.map(({ modality, contribution }) => [modality, contribution]))

async function collect(
  runFolder: string,
  until: (event: RunEvent) => boolean = () => false,
): Promise<RunEvent[]> {
  const abort = new AbortController()
  const events: RunEvent[] = []
  for await (const event of executeRun(runFolder, { signal: abort.signal, clock: () => performance.now() })) {
    events.push(event)
    if (until(event)) abort.abort()
  }
  return events
}

describe('a run', () => {
  it('gives the same contributions for every batch size, path, order of modalities and number of threads', async () => {
    const home = folders({})
    const study = { caseCount: 3, seed: 5 }
    const plain = await runStudyFile(
      writeThreeModalityStudy({ ...study, folder: join(home, 'plain') }),
      join(home, 'plain'),
      { path: 'plain', threads: 1 },
    )
    const order = fc.shuffledSubarray(['image', 'report', 'record'] as const, { minLength: 3, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        order,
        fc.integer({ min: 1, max: 2 }),
        async (batchSize, modalities, threads) => {
          const folder = folders({})
          const path = writeThreeModalityStudy({ ...study, folder, order: modalities })
          const other = await runStudyFile(path, folder, { batchSize, threads })
          for (const [name, share] of shares(plain)) expect(shares(other).get(name)).toBeCloseTo(share, 6)
        },
      ),
      { numRuns: 8, seed: 1 },
    )
  })

  it('gives the same for the twin that was exported with a fixed batch of 1, and says so', async () => {
    const [free, fixed] = await Promise.all(
      [{}, { batch: 1 }].map(async (batch) => {
        const folder = folders({})
        return runStudyFile(writeThreeModalityStudy({ caseCount: 2, seed: 3, folder, ...batch }), folder)
      }),
    )
    for (const [name, share] of shares(free!)) expect(shares(fixed!).get(name)).toBeCloseTo(share, 6)
    expect(fixed!.events.flatMap((event) => (event.event === 'notice' ? [event.notice.code] : []))).toContain(
      'run/fixed-batch',
    )
  })

  it('has shares in [0, 1] that add up to 1, attributes and classes that add up to their modality', async () => {
    for (const aggregation of ['pooled', 'per-case', 'per-case-per-class', 'part-mean', 'whole'] as const) {
      const folder = folders({})
      const { result } = await runStudyFile(
        writeThreeModalityStudy({ caseCount: 4, seed: 9, folder }),
        folder,
        { aggregation },
      )
      const { modalities } = result.contribution
      expect(modalities.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(1, 12)
      for (const { contribution, attributes, classShare, interval } of modalities) {
        expect(contribution).toBeGreaterThanOrEqual(0)
        expect(contribution).toBeLessThanOrEqual(1)
        expect(classShare.reduce((sum, share) => sum + share, 0)).toBeCloseTo(contribution, 12)
        if (attributes !== null)
          expect(attributes.reduce((sum, one) => sum + one.contribution, 0)).toBeCloseTo(contribution, 12)
        if (interval !== null) expect(interval[0]).toBeLessThanOrEqual(interval[1])
      }
    }
  })

  it('counts progress up to exactly the planned passes, and runs no pass for an inert part', async () => {
    const folder = folders({})
    const { events, result } = await runStudyFile(
      writeThreeModalityStudy({ caseCount: 5, seed: 2, folder }),
      folder,
    )
    const progress = events.flatMap((event) => (event.event === 'progress' ? [event.progress] : []))
    const done = progress.map(({ passesDone }) => passesDone)
    expect(done).toEqual(done.toSorted((a, b) => a - b))
    expect(progress.at(-1)).toMatchObject({ passesDone: progress.at(-1)?.passesPlanned, casesDone: 5 })
    const [planned] = events.flatMap((event) => (event.event === 'planned' ? [event.plan] : []))
    expect(planned?.passesAreExact).toBe(true)
    expect(progress.at(-1)?.passesPlanned).toBe(planned?.passes)
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index))
    // Attribute e of the first case is 0 already.
    expect(
      result.contribution.modalities.find(({ modality }) => modality === 'record')?.inertParts,
    ).toBeGreaterThan(0)
  })

  it('stops within one batch when it is cancelled, and resumes to the bytes of an undisturbed run', async () => {
    const [folder, other] = [folders({}), folders({})]
    const study = { caseCount: 4, seed: 4 }
    const undisturbed = await runStudyFile(writeThreeModalityStudy({ ...study, folder }), folder)
    const runFolder = await createTestRun(writeThreeModalityStudy({ ...study, folder: other }), other)
    const first = await collect(runFolder, ({ event }) => event === 'case')
    expect(first.at(-1)?.event).toBe('cancelled')
    expect(first.filter(({ event }) => event === 'case')).toHaveLength(1)
    const second = await collect(runFolder)
    expect(second.at(-1)?.event).toBe('finished')
    const normal = (text: string): string => text.replaceAll(other, folder).replace(/"checksum": "\w+"/, '')
    expect(bytesOfRun(runFolder).map(normal)).toEqual(bytesOfRun(undisturbed.runFolder).map(normal))
  })

  it('comes to the same bytes after its file was cut anywhere, as kill -9 and a lost power supply do', async () => {
    const folder = folders({})
    const { runFolder } = await runStudyFile(
      writeThreeModalityStudy({ caseCount: 3, seed: 6, folder }),
      folder,
    )
    const whole = bytesOfRun(runFolder)
    const outputs = join(runFolder, 'outputs.bin')
    const { size } = statSync(outputs)
    const kept = join(folder, 'kept.bin')
    copyFileSync(outputs, kept)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: size }), async (length) => {
        copyFileSync(kept, outputs)
        truncateSync(outputs, length)
        rmSync(join(runFolder, 'result.json'), { force: true })
        expect((await collect(runFolder)).at(-1)?.event).toBe('finished')
        expect(bytesOfRun(runFolder)).toEqual(whole)
      }),
      { numRuns: 12, seed: 2, examples: [[0], [size], [size - 1]] },
    )
  })

  it('drops a damaged record, says so, and computes its case again', async () => {
    const folder = folders({})
    const { runFolder } = await runStudyFile(
      writeThreeModalityStudy({ caseCount: 3, seed: 7, folder }),
      folder,
    )
    const whole = bytesOfRun(runFolder)
    const records = recordsOf(whole[0]!)
    records[1] = records[1]!.replace('"case-2"', '"case-9"')
    writeFileSync(join(runFolder, 'outputs.bin'), records.join(''), 'latin1')
    rmSync(join(runFolder, 'result.json'))
    const events = await collect(runFolder)
    expect(events.flatMap((event) => (event.event === 'notice' ? [event.notice.code] : []))).toEqual([
      'run/damaged',
    ])
    expect(bytesOfRun(runFolder)).toEqual(whole)
  })

  it('refuses to go on when model or data changed', async () => {
    const folder = folders({})
    const runFolder = await createTestRun(writeThreeModalityStudy({ caseCount: 2, seed: 8, folder }), folder)
    writeThreeModalityStudy({ caseCount: 2, seed: 80, folder })
    await expect(collect(runFolder)).rejects.toMatchObject({ code: 'run/changed' })
  })

  it('reproduces a seeded replacement and differs between seeds', async () => {
    const outputsOf = async (seed: number): Promise<string> => {
      const folder = folders({})
      const path = writeThreeModalityStudy({ caseCount: 2, seed: 10, folder })
      const noisy = readFileSync(path, 'utf8').replace('replacement: case-mean', 'replacement: noise')
      writeFileSync(path, noisy)
      return bytesOfRun((await runStudyFile(path, folder, { seed })).runFolder)[0]!
    }
    const [one, again, other] = [await outputsOf(1), await outputsOf(1), await outputsOf(2)]
    expect(again).toBe(one)
    expect(other).not.toBe(one)
  })

  it('takes the mean over seeded donors of other patients', async () => {
    const folder = folders({})
    const path = writeThreeModalityStudy({ caseCount: 6, seed: 11, folder })
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('replacement: zero', 'replacement: { kind: donor, draws: 3 }'),
    )
    const { result, events } = await runStudyFile(path, folder)
    expect(events.at(-1)).toMatchObject({ event: 'finished', casesSkipped: 0 })
    expect(
      result.contribution.modalities.find(({ modality }) => modality === 'record')?.contribution,
    ).toBeGreaterThan(0)
  })

  it('runs a donor that is drawn again once: more draws than donors change nothing but the count', async () => {
    const outputsOf = async (draws: number) => {
      const folder = folders({})
      const path = writeThreeModalityStudy({ caseCount: 3, seed: 11, folder })
      const text = readFileSync(path, 'utf8')
      writeFileSync(path, text.replace('replacement: zero', `replacement: { kind: donor, draws: ${draws} }`))
      const { result, events } = await runStudyFile(path, folder)
      expect(events.at(-1)).toMatchObject({ event: 'finished', casesSkipped: 0 })
      return result.contribution.modalities.map(({ contribution }) => contribution)
    }
    const [once, twice] = [await outputsOf(2), await outputsOf(4)]
    for (const [index, share] of once.entries()) expect(twice[index]).toBeCloseTo(share, 9)
  })

  it('skips a case whose file is missing and states how many remain', async () => {
    const folder = folders({})
    const path = writeThreeModalityStudy({ caseCount: 3, seed: 12, folder })
    rmSync(join(folder, 'case-2.npy'))
    mkdirSync(join(folder, 'elsewhere'))
    const { result } = await runStudyFile(path, folder)
    expect(result.contribution.caseCount).toBe(2)
    expect(result.notices.filter(({ caseId }) => caseId === 'case-2')).toHaveLength(1)
  })
})
