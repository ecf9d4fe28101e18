import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSignal } from '../../../../src/main/readers/read-signal'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'

const makeFolder = useTemporaryFolders()

function read(text: string, leads: readonly string[] | null = null) {
  return readSignal(join(makeFolder({ 'a.csv': text }), 'a.csv'), leads)
}

describe('a table of samples', () => {
  it('has one lead per column and the rate of its times', async () => {
    const signal = await read('time_ms,I (mV),acc x\n0,0.5,1\n2,-0.25,2e1\n4,1,-3\n')
    expect(signal).toMatchObject({
      kind: 'signal',
      dims: [2, 3],
      rateHz: 500,
      leads: [
        { name: 'I (mV)', unit: 'mV' },
        { name: 'acc x', unit: '' },
      ],
    })
    expect([...signal.values]).toEqual([0.5, -0.25, 1, 1, 20, -3])
    expect(signal.notices).toBeUndefined()
  })

  it('reads tabs, decimal commas, and the columns that are named in that order', async () => {
    const tabs = await read('x\ty\tz\n1\t2\t3\n4\t5\t6\n', ['z', 'x'])
    expect([...tabs.values]).toEqual([3, 6, 1, 4])
    expect(tabs).toMatchObject({ rateHz: null })
    const commas = await read('Seconds;x;note\n0,00;1,5;a\n0,04;-2;b\n', ['x'])
    expect([...commas.values]).toEqual([1.5, -2])
    expect(commas).toMatchObject({ rateHz: 25 })
    const single = await read('x\n1\n2.5\n')
    expect([...single.values]).toEqual([1, 2.5])
  })

  it('knows a rate of whole Hz behind rounded times', async () => {
    const rows = Array.from({ length: 720 }, (_, index) => `${(index / 360).toFixed(3)},${index}`)
    expect(await read(`t [s],x\n${rows.join('\n')}\n`)).toMatchObject({ dims: [1, 720], rateHz: 360 })
    const gap = rows.toSpliced(400, 1)
    expect(await read(`t [s],x\n${gap.join('\n')}\n`)).toMatchObject({
      rateHz: null,
      notices: [{ code: 'signal/time-uneven' }],
    })
  })

  it.each([
    ['index,x\n0,1\n1,2\n', null, []],
    ['sample,x\n0,1\n7,2\n', null, []],
    ['time,x\n0,1\n1,2\n', null, ['signal/time-unit']],
    ['time_s,x\n0,1\n1,2\n3,3\n', null, ['signal/time-uneven']],
    ['time_s,x\n0,1\n0,2\n', null, ['signal/time-uneven']],
    ['time_s,x\n12:00:00,1\n12:00:01,2\n', null, ['signal/time-uneven']],
    ['time_ms,x\n0,1\n3,2\n6,3\n8,4\n11,5\n', null, ['signal/time-uneven']],
    ['time (µs),x\n0,1\n1000,2\n', 1000, []],
  ])('reads the rate of %j as %s', async (text, rateHz, notices) => {
    const signal = await read(text)
    expect(signal).toMatchObject({ dims: [1, text.split('\n').length - 2], rateHz })
    expect((signal.notices ?? []).map(({ code }) => code)).toEqual(notices)
  })

  it.each([
    ['no names', '1,2\n3,4\n', 'signal/no-names'],
    ['no names but equal numbers', '1,1\n3,4\n', 'signal/no-names'],
    ['times alone', 'time_s\n0\n1\n', 'signal/no-columns'],
    ['words', 'x,y\n1,a\n', 'signal/not-number'],
    ['limits', 'x,y\n1,<5\n', 'signal/not-number'],
    ['infinity', 'x,y\n1,inf\n', 'signal/not-number'],
    ['an empty cell', 'x,y\n1,2\n,3\n', 'signal/missing-samples'],
    ['nan', 'x,y\n1,2\nNaN,3\n', 'signal/missing-samples'],
    ['a blank row', 'x\n1\n\n3\n', 'signal/missing-samples'],
    ['both decimal signs', 'x;y\n1,5;2.25\n', 'signal/doubtful-decimals'],
    ['what may be thousands', 'x;y\n1.234;2.345\n', 'signal/doubtful-decimals'],
    ['no rows', 'x,y\n', 'image/empty'],
    ['nothing', '', 'table/empty'],
    ['a row that is too short', 'x,y\n1,2\n3\n', 'table/row-length'],
    ['a number beyond float32', 'x,y\n1e39,2\n', 'image/damaged'],
  ])('with %s is refused by name', async (_, text, code) => {
    await expect(read(text)).rejects.toMatchObject({ code })
  })

  it('names the missing sample and never a value', async () => {
    await expect(read('x,y\n1,2\n,3\n,4\n')).rejects.toMatchObject({
      details: { file: 'a.csv', lead: 'x', first: 1, count: 2 },
    })
  })
})
