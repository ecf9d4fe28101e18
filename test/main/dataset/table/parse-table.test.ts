import { isAppError } from '@shared/errors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTable } from '../../../../src/main/dataset/table/parse-table'

const wanted = {
  fileName: 'f',
  columns: ['id', 'age'],
  repeatedColumns: [],
  rows: [{ cells: { id: 'a', age: '7,5' }, line: 2 }],
  notices: [],
}

describe('parseTable reads', () => {
  it.each([
    ['commas', 'id,age\na,"7,5"\n'],
    ['semicolons', 'id;age\na;7,5\n'],
    ['tabs', 'id\tage\na\t7,5\n'],
    ['bars', 'id|age\na|7,5\n'],
    ['line ends of Windows', 'id;age\r\na;7,5\r\n'],
    ['line ends of an old Mac', 'id;age\ra;7,5\r'],
    ['spaces around the names of columns', ' id ; age \na;7,5\n'],
    ['a last line without line feed', 'id;age\na;7,5'],
    ['empty lines at the end', 'id;age\na;7,5\n\n\n'],
    ['lines of nothing but separators', 'id;age\na;7,5\n;\n;\n'],
    ['separators behind the last name', 'id;age;;\na;7,5;;\n'],
    ['empty cells behind the last name', 'id;age\na;7,5;;\n'],
  ])('%s', (_, text) => {
    expect(parseTable(text, 'f')).toEqual(wanted)
  })

  it.each([
    ['sep=;\r\nid;age\r\na;7,5\r\n', 3],
    ['"sep=;"\nid;age\na;7,5\n', 3],
    ['SEP=|\n\nid|age\na|7,5\n', 4],
  ])('the separator that Excel wrote: %j', (text, line) => {
    expect(parseTable(text, 'f').rows).toEqual([{ cells: { id: 'a', age: '7,5' }, line }])
  })

  it('the separator of the study before that of the file', () => {
    expect(parseTable('a;b,c;d\n1;2,3;4\n', 'f', ',').columns).toEqual(['a;b', 'c;d'])
  })

  it('a header whose quoted name holds other separators', () => {
    expect(parseTable('id;"size, mm, long, short"\na;3\n', 'f').columns).toEqual([
      'id',
      'size, mm, long, short',
    ])
  })

  it('rows with decimal commas behind a header with commas', () => {
    const { columns, rows } = parseTable('id;size, long, mm, about\na;3\nb;4,5\n', 'f')
    expect(columns).toEqual(['id', 'size, long, mm, about'])
    expect(rows).toHaveLength(2)
  })

  it('line feeds of both kinds in one file', () => {
    expect(parseTable('id;age\r\na;1\nb;2\r\n', 'f').rows.map(({ line }) => line)).toEqual([2, 3])
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

  it('what was written, whatever the cells and the separator', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', ' ', ',', ';', '|', '"', '\n', 'é', '\t'),
      minLength: 1,
    })
    const separator = fc.constantFrom(',', ';', '\t', '|')
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 6 }), separator, (rows, between) => {
        const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`
        const text = [`x${between}y`, ...rows.map((row) => row.map(quote).join(between))].join('\r\n')
        expect(parseTable(text, 'f').rows.map(({ cells }) => [cells['x'], cells['y']])).toEqual(rows)
      }),
    )
  })
})

describe('parseTable notices and leaves out', () => {
  it('columns without a name that hold something', () => {
    const { columns, notices } = parseTable(',id,,age\n0,a,,1\n', 'f')
    expect(columns).toEqual(['id', 'age'])
    expect(notices).toEqual([{ code: 'table/nameless-columns', details: { file: 'f', positions: [1] } }])
  })

  it('names that stand over several columns', () => {
    const { columns, repeatedColumns, rows, notices } = parseTable('id,age,x,age\na,1,2,3\n', 'f')
    expect({ columns, repeatedColumns }).toEqual({ columns: ['id', 'x'], repeatedColumns: ['age'] })
    expect(rows[0]?.cells).toEqual({ id: 'a', x: '2' })
    expect(notices).toEqual([{ code: 'table/repeated-columns', details: { file: 'f', columns: ['age'] } }])
  })
})

describe('parseTable refuses', () => {
  it.each<[string, string, object]>([
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
      'two separators that fit equally well',
      'id;age,years\na;3,5\n',
      { code: 'table/separator', details: { separators: [';', ','] } },
    ],
    ['an empty file', '', { code: 'table/empty' }],
    ['a header without names', ';;\n', { code: 'table/empty' }],
  ])('%s', (_, text, expected) => {
    expect(thrownBy(() => parseTable(text, 'f'))).toMatchObject(expected)
  })
})

describe('parseTable', () => {
  it('reads or refuses in our words, whatever the text', () => {
    const unit = fc.constantFrom('a', 'b', ',', ';', '"', '\n', '\r', '\t', '|', '=', ' ')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        const thrown = thrownBy(() => parseTable(text, 'f'))
        expect(isAppError(thrown) || !(thrown instanceof Error)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

function thrownBy(call: () => unknown): unknown {
  try {
    return call()
  } catch (thrown) {
    return thrown
  }
}
