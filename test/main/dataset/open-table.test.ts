import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openTable, parseTable } from '../../../src/main/dataset/open-table'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const temporaryFolder = useTemporaryFolders()
const wanted = [{ cells: { id: 'a', age: '7,5' }, line: 2 }]

describe('openTable reads', () => {
  it.each([
    ['commas', 'id,age\na,"7,5"\n'],
    ['semicolons', 'id;age\na;7,5\n'],
    ['tabs', 'id\tage\na\t7,5\n'],
    ['line ends of Windows', 'id;age\r\na;7,5\r\n'],
    ['a byte order mark', '\uFEFFid;age\na;7,5\n'],
    ['spaces around the names of columns', ' id ; age \na;7,5\n'],
    ['a last line without line feed', 'id;age\na;7,5'],
    ['empty lines at the end', 'id;age\na;7,5\n\n\n'],
  ])('%s', async (_, text) => {
    const folder = temporaryFolder({ 'cases.csv': text })
    expect(await openTable(join(folder, 'cases.csv'))).toEqual({
      fileName: 'cases.csv',
      columns: ['id', 'age'],
      rows: wanted,
    })
  })

  it('a header whose quoted name holds other separators', () => {
    expect(parseTable('id;"size, mm, long, short"\na;3\n', 'f').columns).toEqual([
      'id',
      'size, mm, long, short',
    ])
  })

  it('quoted cells with quotes and line feeds, and counts lines past them', () => {
    const { rows } = parseTable('id,note\na,"first\nsecond ""line"""\n\nb,x\n', 'f')
    expect(rows).toEqual([
      { cells: { id: 'a', note: 'first\nsecond "line"' }, line: 2 },
      { cells: { id: 'b', note: 'x' }, line: 5 },
    ])
  })

  it('columns named like parts of every object', () => {
    expect(parseTable('__proto__,constructor\na,b\n', 'f').rows[0]?.cells).toEqual(
      Object.fromEntries([
        ['__proto__', 'a'],
        ['constructor', 'b'],
      ]),
    )
  })

  it('what was written, whatever the cells', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ' ', ',', ';', '"', '\n', 'é', '\t') })
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 6 }), (rows) => {
        const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`
        const text = ['x,y', ...rows.map((row) => row.map(quote).join(','))].join('\r\n')
        expect(parseTable(text, 'f').rows.map(({ cells }) => [cells['x'], cells['y']])).toEqual(rows)
      }),
    )
  })
})

describe('openTable refuses', () => {
  it.each<[string, string | Uint8Array, object]>([
    [
      'a short row',
      'id,age\na,1\nb\n',
      { code: 'table/row-length', details: { line: 3, found: 1, wanted: 2 } },
    ],
    [
      'a long row after a quoted line feed',
      'id,age\n"a\nb",1\nc,2,3\n',
      { code: 'table/row-length', details: { line: 4, found: 3 } },
    ],
    ['a quote that does not end', 'id,age\na,"1\n', { code: 'table/malformed' }],
    [
      'two columns of one name',
      'id,age,id\n',
      { code: 'table/header', details: { problem: 'two columns are named id' } },
    ],
    [
      'a column without a name',
      'id,,age\n',
      { code: 'table/header', details: { problem: 'column 2 has no name' } },
    ],
    ['an empty file', '', { code: 'table/empty' }],
    ['Latin-1', Uint8Array.of(0x69, 0x64, 0x0a, 0xe9), { code: 'table/not-utf8' }],
  ])('%s', async (_, content, expected) => {
    const folder = temporaryFolder({ 'cases.csv': content })
    await expect(openTable(join(folder, 'cases.csv'))).rejects.toMatchObject(expected)
  })

  it('a file that is not there', async () => {
    const path = join(temporaryFolder({}), 'cases.csv')
    await expect(openTable(path)).rejects.toMatchObject({
      code: 'table/not-found',
      details: { file: 'cases.csv' },
    })
  })
})
