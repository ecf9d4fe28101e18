import { join } from 'node:path'
import { describeError } from '@shared/errors'
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
    expect(signal.notices).toEqual([
      { code: 'signal/left-out', details: { file: 'a.csv', columns: ['time_ms'] } },
    ])
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
      notices: [{ code: 'signal/left-out' }, { code: 'signal/time-uneven' }],
    })
  })

  it.each<[string, string[], string[], string[]]>([
    ['T3,T4', [], [], ['T3', 'T4']],
    ['S1,S2,S3', [], [], ['S1', 'S2', 'S3']],
    ['t1,t2', [], [], ['t1', 't2']],
    ['in,x', [], [], ['in', 'x']],
    ['N1,x', [], [], ['N1', 'x']],
    ['t,T3', [], ['t'], ['T3']],
    ['index,time_s,I,II', ['index'], ['time_s'], ['I', 'II']],
    ['Time [s],sample #,I', ['sample #'], ['Time [s]'], ['I']],
    ["'sample #','MLII'", ["'sample #'"], [], ["'MLII'"]],
    ['#,I', ['#'], [], ['I']],
    ['Unnamed: 0,I', ['Unnamed: 0'], [], ['I']],
    ['nr,elapsed time in ms,timestamp,I', ['nr'], ['elapsed time in ms', 'timestamp'], ['I']],
    ['I,time_s', [], [], ['I', 'time_s']],
  ])('takes of %j only what counts or times the samples for no lead', async (head, counts, times, leads) => {
    const names = head.split(',')
    const rows = [0, 1, 2, 3].map((row) => names.map(() => row + 1).join(','))
    const signal = await read(`${head}\n${rows.join('\n')}\n`)
    expect('leads' in signal ? signal.leads.map(({ name }) => name) : null).toEqual(leads)
    const said = (signal.notices ?? []).filter(({ code }) => code === 'signal/left-out')
    const wanted = { code: 'signal/left-out', details: { file: 'a.csv', columns: [...counts, ...times] } }
    expect(said).toEqual(counts.length + times.length === 0 ? [] : [wanted])
  })

  it('takes a column that is named like a count and does not count for a lead', async () => {
    const signal = await read('index,thumb\n0.5,1\n0.25,2\n')
    expect(signal).toMatchObject({ leads: [{ name: 'index' }, { name: 'thumb' }] })
    expect(signal.notices).toBeUndefined()
  })

  it('leaves nothing out without being told where the study names the leads', async () => {
    const signal = await read('time_s,x\n0,1\n0.5,2\n', ['time_s', 'x'])
    expect(signal).toMatchObject({ dims: [2, 2], rateHz: 2 })
    expect(signal.notices).toBeUndefined()
  })

  it('says in words what is left out, and refuses to choose between two rates', async () => {
    const { notices } = await read('index,time_s,time_ms,x\n0,0,0,1\n1,0.5,100,2\n')
    expect(notices!.map((one) => describeError(one).sentence)).toEqual([
      'a.csv: taken for counts or times of the samples, not for leads: index, time_s, time_ms. What is a lead nevertheless can be named in source.leads.',
      'a.csv: the columns time_s and time_ms say 2 and 10 samples per second, so the file gives no rate.',
    ])
  })

  it.each([
    ['index,x\n0,1\n1,2\n', null, []],
    ['timestamp,time_s,x\n5,0,1\n9,0.5,2\n', 2, []],
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
    expect((signal.notices ?? []).map(({ code }) => code)).toEqual(['signal/left-out', ...notices])
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
