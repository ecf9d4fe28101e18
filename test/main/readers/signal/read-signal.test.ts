import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAppError } from '../../../../src/shared/errors'
import { readSignal } from '../../../../src/main/readers/read-signal'
import { buildWaveform } from '../../../fixtures/builders/dicom-waveform'
import { buildEdf } from '../../../fixtures/builders/edf'
import { buildNpy } from '../../../fixtures/builders/npy'
import { buildPng } from '../../../fixtures/builders/png'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'
import { inTurns, toFormat16, toFormat212 } from '../../../fixtures/builders/wfdb'

const makeFolder = useTemporaryFolders()
const leads = [
  [1, 2, 3],
  [-4, 5, -6],
] as const

const edf = buildEdf({
  signals: leads.map((records, index) => ({ name: `lead ${index}`, records: [records] })),
})
const waveform = buildWaveform([
  { channels: leads.map((stored, index) => ({ name: `lead ${index}`, stored })) },
])

function header(format: string): string {
  return `r 2 360 3\nr.dat ${format} 200(0)/mV 16 0 1 6 0 I\nr.dat ${format} 200(0)/mV 16 0 -4 -5 0 II\n`
}

interface Source {
  readonly files: Readonly<Record<string, Uint8Array>>
  /** The file that is asked for, and the one that is damaged. */
  readonly asked: string
  readonly damaged: string
}

const record = (format: '16' | '212'): Source['files'] => ({
  'r.hea': Buffer.from(header(format)),
  'r.dat': (format === '16' ? toFormat16 : toFormat212)(inTurns(leads)),
})
const table = Buffer.from('time_s,I (mV),II\n0,1.5,2\n0.1,-1,3\n0.2,4,5e1\n')
const sources: Readonly<Record<string, Source>> = {
  npy: { files: { a: buildNpy({ dims: [2, 3], values: leads.flat() }) }, asked: 'a', damaged: 'a' },
  edf: { files: { a: edf }, asked: 'a', damaged: 'a' },
  waveform: { files: { a: waveform }, asked: 'a', damaged: 'a' },
  table: { files: { a: table }, asked: 'a', damaged: 'a' },
  'header of 16': { files: record('16'), asked: 'r.hea', damaged: 'r.hea' },
  'header of 212': { files: record('212'), asked: 'r', damaged: 'r.hea' },
  'samples of 16': { files: record('16'), asked: 'r.dat', damaged: 'r.dat' },
  'samples of 212': { files: record('212'), asked: 'r.hea', damaged: 'r.dat' },
}

/** A value or a sentence of ours. */
async function expectOurs(path: string): Promise<void> {
  const outcome: unknown = await readSignal(path, null).catch((thrown: unknown) => thrown)
  if (outcome instanceof Error) {
    expect(isAppError(outcome), String(outcome.stack)).toBe(true)
    expect((outcome as { code?: string }).code).not.toBe('bug/unexpected')
  } else expect(outcome).toHaveProperty('values')
}

describe('readSignal', () => {
  it.each([
    ['npy', 'array'],
    ['edf', 'signal'],
    ['waveform', 'signal'],
    ['table', 'signal'],
    ['header of 16', 'signal'],
    ['header of 212', 'signal'],
  ])('knows %s by its content', async (name, kind) => {
    const { files, asked } = sources[name]!
    expect(await readSignal(join(makeFolder(files), asked), null)).toMatchObject({ kind, dims: [2, 3] })
  })

  it('refuses to choose leads by name where an array has none', async () => {
    const { files, asked } = sources['npy']!
    const read = readSignal(join(makeFolder(files), asked), ['I', 'II'])
    await expect(read).rejects.toMatchObject({
      code: 'signal/nameless',
      details: { file: 'a', leads: ['I', 'II'] },
    })
  })

  it('names what is no recording', async () => {
    const png = buildPng({ width: 2, height: 1, samples: [1, 2] })
    const bdf = Buffer.from('\xffBIOSEMI', 'latin1')
    const folder = makeFolder({
      'a.csv': png,
      'b.edf': bdf,
      'c.pdf': '%PDF-1.7',
      'd.gz': Uint8Array.of(0x1f, 0x8b, 8),
    })
    const codes = async (name: string): Promise<unknown> =>
      readSignal(join(folder, name), null).catch((thrown: unknown) => thrown)
    expect(await codes('a.csv')).toMatchObject({
      code: 'signal/unknown-format',
      details: { format: 'a PNG image' },
    })
    expect(await codes('b.edf')).toMatchObject({ code: 'signal/unsupported' })
    expect(await codes('c.pdf')).toMatchObject({ code: 'signal/unknown-format' })
    expect(await codes('d.gz')).toMatchObject({ code: 'signal/unknown-format' })
    expect(await codes('none')).toMatchObject({ code: 'file/not-found' })
  })

  it.each(Object.keys(sources))(
    'gives a value or a sentence of ours for %s cut at every byte',
    async (name) => {
      const { files, asked, damaged } = sources[name]!
      const folder = makeFolder(files)
      const whole = files[damaged]!
      for (let length = 0; length < whole.length; length += 1) {
        writeFileSync(join(folder, damaged), whole.subarray(0, length))
        await expectOurs(join(folder, asked))
      }
    },
  )

  it('gives a value or a sentence of ours for flipped bits and changed bytes', async () => {
    const damage = fc.record({
      name: fc.constantFrom(...Object.keys(sources)),
      changes: fc.array(
        fc.record({ at: fc.double({ min: 0, max: 0.999, noNaN: true }), byte: fc.nat(255) }),
        { minLength: 1, maxLength: 6 },
      ),
    })
    const root = makeFolder({})
    let run = 0
    await fc.assert(
      fc.asyncProperty(damage, async ({ name, changes }) => {
        const { files, asked, damaged } = sources[name]!
        const folder = join(root, `${(run += 1)}`)
        mkdirSync(folder)
        const bytes = Uint8Array.from(files[damaged]!)
        for (const { at, byte } of changes) bytes[Math.floor(bytes.length * at)] = byte
        for (const [file, content] of Object.entries({ ...files, [damaged]: bytes })) {
          writeFileSync(join(folder, file), content)
        }
        await expectOurs(join(folder, asked))
        rmSync(folder, { recursive: true })
      }),
      { numRuns: 600 },
    )
  })
})
