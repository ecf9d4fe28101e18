import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isAppError } from '../../../src/shared/errors'
import { readImage } from '../../../src/main/readers/read-image'
import { readText } from '../../../src/main/readers/read-text'
import { readVolume } from '../../../src/main/readers/read-volume'
import { buildDicom } from '../../fixtures/builders/dicom'
import { buildJpeg } from '../../fixtures/builders/jpeg'
import { buildNifti } from '../../fixtures/builders/nifti'
import { buildNpy } from '../../fixtures/builders/npy'
import { buildPng } from '../../fixtures/builders/png'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modalens-source-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('a source', () => {
  it('reads a text file in UTF-8 without its byte order mark', async () => {
    const path = join(folder, 'report.txt')
    await writeFile(path, '\ufeffPneumonie über beiden Lungen\n')
    const value = await readText(path)
    expect(value).toEqual({ kind: 'text', text: 'Pneumonie über beiden Lungen\n' })
    await writeFile(path, Uint8Array.of(0x61, 0x00, 0xff))
    await expect(readText(path)).rejects.toMatchObject({ code: 'text/not-text' })
  })

  it('refuses a picture as a volume', async () => {
    const path = join(folder, 'a.png')
    await writeFile(path, buildPng({ width: 2, height: 1, samples: [1, 2] }))
    await expect(readVolume(path, null)).rejects.toMatchObject({
      code: 'image/not-volume',
      details: { file: 'a.png', dims: [1, 2, 1] },
    })
  })
})

const fixtures = {
  png: buildPng({
    width: 5,
    height: 4,
    colourType: 2,
    samples: Array.from({ length: 60 }, (_, index) => index),
  }),
  palette: buildPng({
    width: 3,
    height: 1,
    colourType: 3,
    bitDepth: 2,
    samples: [0, 1, 0],
    palette: [
      [1, 2, 3],
      [4, 5, 6],
    ],
  }),
  jpeg: buildJpeg({
    blocksWide: 2,
    blocksHigh: 2,
    blocks: [
      [1, 2, 3],
      [90, 80, 70],
      [200, 100, 0],
      [5, 5, 5],
    ],
  }),
  npy: buildNpy({ dims: [2, 3], values: [1, 2, 3, 4, 5, 6] }),
  explicit: buildDicom({ sliceThickness: 1, stored: [1, 2, 3, 4, 5, 6] }),
  implicit: buildDicom({ sliceThickness: 1, implicit: true, stored: [1, 2, 3, 4, 5, 6] }),
  nifti: buildNifti(),
  zipped: buildNifti({ gzip: true }),
} as const

describe('damaged files', () => {
  it('give a value or a sentence of ours, never another exception', async () => {
    const formats = fc.constantFrom(...(Object.keys(fixtures) as (keyof typeof fixtures)[]))
    const damage = fc.record({
      format: formats,
      kind: fc.constantFrom('image' as const, 'volume' as const),
      keep: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
      flips: fc.array(fc.record({ at: fc.double({ min: 0, max: 0.999, noNaN: true }), bit: fc.nat(7) }), {
        maxLength: 4,
      }),
    })
    let run = 0
    await fc.assert(
      fc.asyncProperty(damage, async ({ format, kind, keep, flips }) => {
        const whole = fixtures[format]
        const bytes = whole.slice(0, Math.floor(whole.length * keep))
        for (const { at, bit } of flips) {
          if (bytes.length > 0) bytes[Math.floor(bytes.length * at)]! ^= 1 << bit
        }
        const path = join(folder, `${(run += 1)}`)
        await writeFile(path, bytes)
        const reading = kind === 'image' ? readImage(path) : readVolume(path, null)
        const outcome = await reading.catch((thrown: unknown) => thrown)
        await rm(path)
        if (outcome instanceof Error) {
          expect(isAppError(outcome), String(outcome.stack)).toBe(true)
          expect((outcome as { code?: string }).code).not.toBe('bug/unexpected')
        } else expect(outcome).toHaveProperty('values')
      }),
      { numRuns: 500 },
    )
  })
})
