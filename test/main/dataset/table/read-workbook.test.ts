import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWorkbook } from '../../../../src/main/dataset/table/read-workbook'
import { buildWorkbook, workbookParts, type SheetCell } from '../../../fixtures/builders/workbook'
import { buildZip } from '../../../fixtures/builders/zip'

const header = ['id', 'age']
const cellXml = (type: string, inner: string) => ({ xml: (r: string) => `<c r="${r}"${type}>${inner}</c>` })

function textOf(parts: ReturnType<typeof workbookParts>, path: string): string {
  const part = parts[path]
  return typeof part === 'string' ? part : ''
}

async function cellOf(value: SheetCell): Promise<string | undefined> {
  const table = await readWorkbook(buildWorkbook([{ name: 'S', rows: [header, ['a', value]] }]), 'f.xlsx')
  return table.rows[0]?.cells['age']
}

describe('readWorkbook reads', () => {
  it('the first sheet with the row numbers of Excel', async () => {
    const bytes = buildWorkbook([{ name: 'Cases', rows: [[], header, ['a', 7], [], ['b', 8.5]] }])
    expect(await readWorkbook(bytes, 'f.xlsx')).toEqual({
      fileName: 'f.xlsx',
      columns: header,
      repeatedColumns: [],
      rows: [
        { cells: { id: 'a', age: '7' }, line: 3 },
        { cells: { id: 'b', age: '8.5' }, line: 5 },
      ],
      notices: [],
    })
  })

  it.each<[string, SheetCell, string]>([
    ['a number with all its digits', 0.30000000000000004, '0.30000000000000004'],
    ['a number that looks like thousands', 1.234, '1.2340'],
    ['true', true, 'True'],
    ['false', false, 'False'],
    ['a date', new Date('2021-03-04'), '2021-03-04'],
    ['a date with time', new Date('2021-03-04T06:30:00Z'), '2021-03-04T06:30:00'],
    ['text with entities and line feeds', 'a & <b>\n"c"', 'a & <b>\n"c"'],
    ['the saved result of a formula', cellXml('', '<f>1+1</f><v>2</v>'), '2'],
    ['the saved text of a formula', cellXml(' t="str"', '<f>A1</f><v>x &amp; y</v>'), 'x & y'],
    ['an inline text', cellXml(' t="inlineStr"', '<is><t>x</t></is>'), 'x'],
  ])('%s', async (_, value, wanted) => {
    expect(await cellOf(value)).toBe(wanted)
  })

  it('the sheet that the study names', async () => {
    const bytes = buildWorkbook([
      { name: 'Read me', rows: [['about']] },
      { name: 'Fälle & mehr', rows: [header, ['a', 1]] },
    ])
    const table = await readWorkbook(bytes, 'f.xlsx', { sheet: 'Fälle & mehr' })
    expect(table).toMatchObject({ columns: header, notices: [] })
  })

  it('sheets far larger than one step of the parser, cell by cell', async () => {
    const rows = Array.from({ length: 6000 }, (_, index) => [`case ${index} & more`, index / 7])
    const table = await readWorkbook(buildWorkbook([{ name: 'S', rows: [header, ...rows] }]), 'f.xlsx')
    expect(table.rows.map(({ cells }) => [cells['id'], cells['age']])).toEqual(
      rows.map(([id, age]) => [id, /^[1-9]\d{0,2}\.\d{3}$/.test(String(age)) ? `${age}0` : String(age)]),
    )
  })
})

describe('readWorkbook notices', () => {
  const noticesOf = async (rows: SheetCell[][], after = '') =>
    (await readWorkbook(buildWorkbook([{ name: 'S', rows, after }]), 'f.xlsx')).notices

  it('error cells, formulas without result and merged cells', async () => {
    const rows = [header, ['a', cellXml(' t="e"', '<v>#N/A</v>')], ['b', cellXml('', '<f>1+1</f>')]]
    const merged = '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
    expect(await noticesOf(rows, merged)).toEqual([
      { code: 'table/error-cells', details: { file: 'f.xlsx', sheet: 'S', count: 1 } },
      { code: 'table/open-formulas', details: { file: 'f.xlsx', sheet: 'S', count: 1 } },
      { code: 'table/merged-cells', details: { file: 'f.xlsx', sheet: 'S', count: 1 } },
    ])
  })

  it('hidden rows and numbers that are shown as percent', async () => {
    const parts = workbookParts([{ name: 'S', rows: [header, ['a', 1]] }])
    const bytes = buildZip({
      ...parts,
      'xl/worksheets/sheet1.xml':
        '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>' +
        '<row r="2" hidden="1"><c r="A2" s="2"><v>0.12</v></c></row><row r="3" hidden="1"/>' +
        '<row r="4"><c r="A4" s="3"><v>0.5</v></c></row><row r="5"><c r="A5" s="0"><v>9</v></c></row></sheetData></worksheet>',
      'xl/styles.xml':
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0 %"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>' +
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    })
    expect((await readWorkbook(bytes, 'f.xlsx')).notices).toEqual([
      { code: 'table/hidden-rows', details: { file: 'f.xlsx', sheet: 'S', count: 1 } },
      { code: 'table/percent-cells', details: { file: 'f.xlsx', sheet: 'S', count: 2 } },
    ])
  })

  it('that it took the first of several sheets', async () => {
    const bytes = buildWorkbook([
      { name: 'One', rows: [header] },
      { name: 'Two', rows: [header] },
    ])
    expect((await readWorkbook(bytes, 'f.xlsx')).notices).toEqual([
      { code: 'table/first-sheet', details: { file: 'f.xlsx', sheet: 'One', sheetCount: 2 } },
    ])
  })
})

describe('readWorkbook takes the first sheet that is shown and has cells', () => {
  const cases = { name: 'Cases', rows: [header, ['a', 1]] }
  const firstSheetOf = async (bytes: Buffer) =>
    (await readWorkbook(bytes, 'f.xlsx')).notices.map(({ details }) =>
      'sheet' in details ? details.sheet : null,
    )

  it('past a chart, which a study may not name', async () => {
    const parts = workbookParts([{ name: 'Chart', rows: [['x']] }, cases])
    const relations = textOf(parts, 'xl/_rels/workbook.xml.rels').replace('/worksheet"', '/chartsheet"')
    const bytes = buildZip({ ...parts, 'xl/_rels/workbook.xml.rels': relations })
    expect(await readWorkbook(bytes, 'f.xlsx')).toMatchObject({ columns: header, rows: [{ line: 2 }] })
    expect(await firstSheetOf(bytes)).toEqual(['Cases'])
    await expect(readWorkbook(bytes, 'f.xlsx', { sheet: 'Chart' })).rejects.toMatchObject({
      code: 'table/chart-sheet',
    })
  })

  it('past an empty and a hidden one', async () => {
    const parts = workbookParts([{ name: 'Empty', rows: [] }, { name: 'Old', rows: [['x']] }, cases])
    const workbook = textOf(parts, 'xl/workbook.xml').replace('name="Old"', 'name="Old" state="veryHidden"')
    expect(await firstSheetOf(buildZip({ ...parts, 'xl/workbook.xml': workbook }))).toEqual(['Cases'])
  })
})

describe('readWorkbook refuses', () => {
  const parts = workbookParts([{ name: 'Cases', rows: [header, ['a', 1]] }])
  const sheetPath = 'xl/worksheets/sheet1.xml'
  const withSheet = (rows: string) =>
    buildZip({ ...parts, [sheetPath]: `<worksheet><sheetData>${rows}</sheetData></worksheet>` })

  it.each<[string, Buffer, string]>([
    ['a zip without a workbook', buildZip({ 'a.txt': 'a' }), 'table/format'],
    [
      'a sheet that would unpack to more than memory',
      buildZip({ ...parts, [sheetPath]: { content: 'x', claimedBytes: 3e9 } }),
      'table/workbook-too-large',
    ],
    [
      'a sheet that unpacks to more than it says',
      buildZip({ ...parts, [sheetPath]: { content: 'x'.repeat(1e6), claimedBytes: 10 } }),
      'table/workbook',
    ],
    [
      'a value in the last cell of the largest sheet',
      withSheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
      ),
      'table/sheet-too-large',
    ],
    [
      'a row beyond every sheet',
      withSheet('<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>'),
      'table/workbook',
    ],
    ['a cell without an address', withSheet('<row r="1"><c><v>1</v></c></row>'), 'table/workbook'],
    [
      'rows out of order',
      withSheet('<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'),
      'table/workbook',
    ],
    ['XML that does not end', withSheet('<row r="1"><c r="A1"><v>1</'), 'table/workbook'],
    ['a sheet that is not there', buildZip({ ...parts, [sheetPath]: { content: '' } }), 'table/workbook'],
    ['half a file', buildZip(parts).subarray(0, 400), 'table/workbook'],
  ])('%s', async (_, bytes, code) => {
    await expect(readWorkbook(bytes, 'f.xlsx')).rejects.toMatchObject({ code })
  })

  it('a sheet name that is not there, with the nearest', async () => {
    await expect(readWorkbook(buildZip(parts), 'f.xlsx', { sheet: 'Case' })).rejects.toMatchObject({
      code: 'table/no-sheet',
      details: { sheet: 'Case', nearest: 'Cases', sheetCount: 1 },
    })
  })

  it('what is damaged, with a word of ours, or reads it unchanged', async () => {
    const bytes = buildZip(parts)
    const whole = await readWorkbook(bytes, 'f.xlsx')
    const flip = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }))
    await fc.assert(
      fc.asyncProperty(flip, async ([at, mask]) => {
        const damaged = Buffer.from(bytes)
        damaged[at] = (damaged[at] ?? 0) ^ mask
        const found = await readWorkbook(damaged, 'f.xlsx').catch((thrown: unknown) => thrown)
        if (found instanceof Error)
          expect(found).toMatchObject({ code: expect.stringMatching(/^table\//) as string })
        else expect(found).toEqual(whole)
      }),
      { numRuns: 60, seed: 7 },
    )
  })
})
