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
    ['lines of blanks', 'id;age\na;7,5\n ; \n\u00a0;\t\n'],
    ['separators behind the last name', 'id;age;;\na;7,5;;\n'],
    ['empty cells behind the last name', 'id;age\na;7,5;;\n'],
  ])('%s', (_, text) => {
    expect(parseTable(text, 'f')).toMatchObject(wanted)
  })

  it.each([
    ['sep=;\r\nid;age\r\na;7,5\r\n', 3],
    ['"sep=;"\nid;age\na;7,5\n', 3],
    ['SEP=|\n\nid|age\na|7,5\n', 4],
  ])('the separator that Excel wrote: %j', (text, line) => {
    expect(parseTable(text, 'f').rows).toEqual([{ cells: { id: 'a', age: '7,5' }, line }])
  })

  it('the separator of the study before that of the file', () => {
    expect(parseTable('a;b,c;d\n1;2,3;4\n', 'f', { separator: ',' }).columns).toEqual(['a;b', 'c;d'])
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
        const filled = rows.filter((row) => row.some((one) => one.trim() !== ''))
        expect(parseTable(text, 'f').rows.map(({ cells }) => [cells['x'], cells['y']])).toEqual(filled)
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

describe('parseTable sorts', () => {
  const about = (text: string, column?: string) => {
    const { columns, rows, notices } = parseTable(text, 'f', { column })
    const codes = notices.map(({ code, details }) => [code, 'line' in details ? details.line : null])
    return { columns, ids: rows.map(({ cells }) => cells['id']), codes }
  }
  const title = (line: number) => ({
    columns: ['id', 'age', 'crp'],
    ids: ['1', '2'],
    codes: [['table/title-rows', line]],
  })

  it.each<[string, string, number, string?]>([
    ['padded with separators', 'Export Klinik XY;;\nStand 01.02.2024;;\n;;\nid;age;crp\n1;63;5\n2;50;7\n', 4],
    ['that have no separator', 'Export Klinik XY\n\nid;age;crp\n1;63;5\n2;50;7\n', 3],
    ['with another separator in them', 'Export, Klinik XY\n\nid;age;crp\n1;63;5\n2;50;7\n', 3],
    ['of several cells', 'Export;01.02.2024;\nid;age;crp\n1;63;5\n2;50;7\n', 2, 'id'],
    ['of groups over the columns', ';Person;Labor\nid;age;crp\n1;63;5\n2;50;7\n', 2, 'id'],
  ])('title rows %s from the header', (_, text, line, column) => {
    expect(about(text, column)).toEqual(title(line))
  })

  const footed = { columns: ['id', 'age', 'crp'], ids: ['1', '2'] }

  it.each<[string, string, number]>([
    ['a sum and a page number below a blank row', '\nSumme;;12\nSeite 1 von 1\n', 5],
    ['a sum without a blank row', 'Summe:;113;12\n', 4],
    ['a mean and its spread in one name', 'MW ± SD;56,5;6\n', 4],
    ['how many there are', 'n=2;;\n', 4],
    ['statistics', 'Mittelwert;56;6\nSD;9;1\n', 4],
    ['a page number', 'Seite 1 von 1\n', 4],
    ['a note below a blank row', ';;\nQuelle: Archiv;;\n', 5],
  ])('%s from the cases', (_, footer, line) => {
    const text = `id;age;crp\n1;63;5\n2;50;7\n${footer}`
    expect(about(text, 'id')).toEqual({ ...footed, codes: [['table/footer', line]] })
    expect(about(text)).toEqual({ ...footed, codes: [['table/footer', line]] })
  })

  it('nothing from cases that only look a little like it', () => {
    const text = 'extent;id;crp\ntotal;1;5\n\nsubtotal;2;\n'
    expect(about(text, 'id')).toEqual({ columns: ['extent', 'id', 'crp'], ids: ['1', '2'], codes: [] })
    expect(about('id;age\n1;3\n\n2;\n').ids).toEqual(['1', '2'])
  })

  it('no case from a header of one name', () => {
    expect(about('id;;\n1;2;3\n').columns).toEqual(['id'])
  })
})

describe('parseTable refuses', () => {
  it('a sum between the cases', () => {
    const text = 'id,age\n1,2\nZwischensumme,2\n3,4\n'
    expect(thrownBy(() => parseTable(text, 'f', { column: 'id' }))).toMatchObject({
      code: 'table/subtotal',
      details: { line: 3 },
    })
  })

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
