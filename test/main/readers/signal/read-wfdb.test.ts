import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSignal } from '../../../../src/main/readers/read-signal'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'
import { checksumOf, inTurns, toFormat16, toFormat212 } from '../../../fixtures/builders/wfdb'

const makeFolder = useTemporaryFolders()
const one = [1024, 1224, 824, 1025]
const two = [0, -200, 2047, -2047]

type Files = Readonly<Record<string, string | Uint8Array>>

function read(files: Files, name = 'r.hea', leads: readonly string[] | null = null) {
  return readSignal(join(makeFolder(files), name), leads)
}

/** Two leads of format 212 in the manner of MIT-BIH: gain 200, zero 1024, no unit. */
function twoLeads(): Files {
  const line = (stored: readonly number[], zero: number, name: string): string =>
    `r.dat 212 200 11 ${zero} ${stored[0]!} ${checksumOf(stored)} 0 ${name}`
  return {
    'r.hea': `r 2 360 4\n${line(one, 1024, 'MLII')}\n${line(two, 0, 'V 5')}\n# 69 M\n`,
    'r.dat': toFormat212(inTurns([one, two])),
  }
}

describe('a WFDB record', () => {
  it('of format 212 is read in mV, by its header, its samples or its name alone', async () => {
    for (const name of ['r.hea', 'r.dat', 'r']) {
      const signal = await read(twoLeads(), name)
      expect(signal).toMatchObject({
        kind: 'signal',
        dims: [2, 4],
        rateHz: 360,
        leads: [
          { name: 'MLII', unit: 'mV' },
          { name: 'V 5', unit: 'mV' },
        ],
      })
      // (1224 - 1024) / 200 = 1 mV
      expect([...signal.values]).toEqual(
        [0, 1, -1, 0.005, 0, -1, 10.235, -10.235].map((value) => Math.fround(value)),
      )
      expect(signal.notices).toBeUndefined()
    }
  })

  it('has the bytes of format 212 as the format describes them', async () => {
    // -1 = FFF and 0x123 lie in FF, 1F, 23.
    const files = { 'r.hea': 'r 1 100 2\nr.dat 212 1(0)/mV\n', 'r.dat': Uint8Array.of(0xff, 0x1f, 0x23) }
    expect([...(await read(files)).values]).toEqual([-1, 0x123])
  })

  it('of format 16 has leads in several files, an offset, a baseline and units; leads are taken by name', async () => {
    const files = {
      'r.hea': [
        '# made by hand',
        'r 3 500/500(0) 3 12:00:00 01/01/2000',
        'a.mat 16+4 1000(24)/mV 16 0 24 72 0 I',
        'b.dat 16 0.5/uV 16 10 10 0 0 II',
        'b.dat 16 2(-1)/mmHg',
      ].join('\r\n'),
      'a.mat': Uint8Array.of(9, 9, 9, 9, ...toFormat16([24, 1024, -976])),
      'b.dat': toFormat16(
        inTurns([
          [10, 11, -21],
          [-1, 1, 3],
        ]),
      ),
    }
    const all = await read(files)
    expect([...all.values]).toEqual([0, 1, -1, 0, 2, -62, 0, 1, 2])
    expect(all).toMatchObject({
      rateHz: 500,
      leads: [{ name: 'I' }, { name: 'II', unit: 'uV' }, { name: 'signal 2', unit: 'mmHg' }],
    })
    const some = await read(files, 'r', ['signal 2', 'I'])
    expect(some.dims).toEqual([2, 3])
    expect([...some.values]).toEqual([0, 1, 2, 0, 1, -1])
  })

  it('without a number of samples is as long as its file; without a rate it has none', async () => {
    const signal = await read({ 'r.hea': 'r 2\nr.dat 16 1\nr.dat 16 1\n', 'r.dat': toFormat16([1, 2, 3, 4]) })
    expect(signal).toMatchObject({ dims: [2, 2], rateHz: null })
    expect([...signal.values]).toEqual([1, 3, 2, 4])
  })

  it.each([
    ['several segments', 'r/2 1 360 4\nr.dat 16 200\n', 'signal/unsupported'],
    ['another format', 'r 1 360 4\nr.dat 310 200\n', 'signal/unsupported'],
    ['several samples per frame', 'r 1 360 4\nr.dat 16x2 200\n', 'signal/unsupported'],
    ['skew', 'r 1 360 4\nr.dat 16:3 200\n', 'signal/unsupported'],
    ['no gain', 'r 1 360 4\nr.dat 16\n', 'signal/unsupported'],
    ['a gain of 0', 'r 1 360 4\nr.dat 16 0/mV\n', 'signal/unsupported'],
    ['samples in no file', 'r 1 360 4\n~ 16 200\n', 'signal/unsupported'],
    ['no signals', 'r 0 360 4\n', 'image/damaged'],
    ['fewer lines than signals', 'r 2 360 4\nr.dat 16 200\n', 'image/damaged'],
    ['a rate of 0', 'r 1 0 4\nr.dat 16 200\n', 'image/damaged'],
    ['no record', '\n', 'image/damaged'],
    ['signals of one file apart', 'r 3 360 1\nr.dat 16 1\nb.dat 16 1\nr.dat 16 1\n', 'image/damaged'],
    ['two formats in one file', 'r 2 360 1\nr.dat 16 1\nr.dat 212 1\n', 'image/damaged'],
    ['a file that is not there', 'r 1 360 4\nb.dat 16 200\n', 'signal/pair-missing'],
    ['a path out of the folder', 'r 1 360 4\n../r.dat 16 200\n', 'image/outside-folder'],
    ['more samples than there are', 'r 1 360 5\nr.dat 16 200\n', 'image/size'],
    ['a number of samples beyond all memory', 'r 1 360 999999999999999\nr.dat 16 200\n', 'image/size'],
    ['a wrong checksum', 'r 1 360 4\nr.dat 16 200 16 0 1024 1 0 I\n', 'signal/differs'],
    ['a wrong first value', 'r 1 360 4\nr.dat 16 200 16 0 1023\n', 'signal/differs'],
  ])('with %s is refused by name', async (_, header, code) => {
    await expect(read({ 'r.hea': header, 'r.dat': toFormat16(one) })).rejects.toMatchObject({ code })
  })

  it('with a sample that is marked as missing names the lead and the sample', async () => {
    for (const [format, dat] of [
      ['16', toFormat16([1, -32768, 3, -32768])],
      ['212', toFormat212([1, -2048, 3, -2048])],
    ] as const) {
      const files = {
        'r.hea': `r 1 360 4\nr.dat ${format} 1 16 0 1 0 0 I\n`.replace(' 1 0 0 I', ''),
        'r.dat': dat,
      }
      await expect(read(files)).rejects.toMatchObject({
        code: 'signal/missing-samples',
        details: { lead: 'signal 0', first: 1, count: 2 },
      })
    }
  })

  it('names the leads that it has', async () => {
    await expect(read(twoLeads(), 'r.hea', ['V1'])).rejects.toMatchObject({
      code: 'signal/no-lead',
      details: { file: 'r.hea', lead: 'V1', known: 'MLII, V 5' },
    })
    const twice = {
      'r.hea': 'r 2 1 1\nr.dat 16 1 16 0 0 0 0 I\nr.dat 16 1 16 0 0 0 0 I\n',
      'r.dat': toFormat16([0, 0]),
    }
    expect((await read(twice)).dims).toEqual([2, 1])
    await expect(read(twice, 'r.hea', ['I'])).rejects.toMatchObject({ code: 'signal/lead-twice' })
  })

  it('is not read through a link that leads out of its folder', async () => {
    const outside = makeFolder({ 'secret.dat': toFormat16(one) })
    const folder = makeFolder({ 'r.hea': 'r 1 360 4\nr.dat 16 200\n' })
    symlinkSync(join(outside, 'secret.dat'), join(folder, 'r.dat'))
    await expect(readSignal(join(folder, 'r.hea'), null)).rejects.toMatchObject({
      code: 'image/outside-folder',
    })
  })

  it('is missed where samples stand alone', async () => {
    await expect(read({ 'r.dat': toFormat16(one) }, 'r.dat')).rejects.toMatchObject({
      code: 'signal/pair-missing',
      details: { file: 'r.dat', missing: 'r.hea' },
    })
    await expect(read({}, 'r.hea')).rejects.toMatchObject({ code: 'file/not-found' })
  })

  it('does not take samples for those of a header that names others', async () => {
    const files = { 'r.hea': 'r 1 360 4\nb.dat 16 200\n', 'b.dat': toFormat16(one), 'r.dat': toFormat16(one) }
    await expect(read(files, 'r.dat')).rejects.toMatchObject({ code: 'image/damaged' })
  })
})
