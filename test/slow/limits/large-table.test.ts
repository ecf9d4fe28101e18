import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTable } from '../../../src/main/dataset/open-table'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { workbookParts } from '../../fixtures/builders/workbook'
import { buildZip } from '../../fixtures/builders/zip'

const temporaryFolder = useTemporaryFolders()

const sheetPath = 'xl/worksheets/sheet1.xml'

/** A workbook whose one sheet is written as given. */
function workbook(rows: string): Buffer {
  const parts = workbookParts([{ name: 'One', rows: [['id']] }])
  return buildZip({ ...parts, [sheetPath]: `<worksheet><sheetData>${rows}</sheetData></worksheet>` })
}

const head = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'

/** Columns beyond Z count in letters. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last
}

const cells = (row: number, columns: number): string =>
  Array.from(
    { length: columns },
    (_, at) => `<c r="${letters(at)}${row}" t="inlineStr"><is><t>c${at}</t></is></c>`,
  ).join('')

describe('tables that are made to keep us busy', () => {
  it.each<[string, string, () => Uint8Array | string]>([
    ['31 million empty rows', 'a.xlsx', () => workbook(head + '<row/>'.repeat(31_000_000))],
    [
      '16,384 columns in 1,220 rows, of which the last alone is filled',
      'a.xlsx',
      () =>
        workbook(
          Array.from(
            { length: 1220 },
            (_, at) => `<row r="${at + 1}"><c r="XFD${at + 1}"><v>1</v></c></row>`,
          ).join(''),
        ),
    ],
    [
      '16,384 columns in 20 rows',
      'a.xlsx',
      () =>
        workbook(
          Array.from({ length: 20 }, (_, at) => `<row r="${at + 1}">${cells(at + 1, 16_384)}</row>`).join(''),
        ),
    ],
    [
      'one cell in the last row',
      'a.xlsx',
      () => workbook(`${head}<row r="1048576"><c r="A1048576"><v>1</v></c></row>`),
    ],
    ['a million columns', 'a.csv', () => `${'a,'.repeat(999_999)}b\n`],
    ['20 million rows', 'a.csv', () => `id,x\n${'1,2\n'.repeat(20_000_000)}`],
    ['one line of 250 MB', 'a.csv', () => Buffer.alloc(250_000_000, 'a')],
    ['a quote that is never closed', 'a.csv', () => `id,x\n"${'1,2\n'.repeat(20_000_000)}`],
    ['5 million cells', 'a.csv', () => `id,a,b,c,d\n${'1,2,3,4,5\n'.repeat(1_000_000)}`],
  ])('%s', async (name, file, build) => {
    const path = join(temporaryFolder({}), file)
    writeFileSync(path, build())
    const begun = performance.now()
    const outcome = await openTable(path).then(
      ({ rows, columns }) => `read, ${rows.length} rows of ${columns.length} columns`,
      (thrown: unknown) => (thrown as { code?: string }).code ?? 'no code',
    )
    const seconds = (performance.now() - begun) / 1000
    console.log(
      `${name}: ${outcome}, ${seconds.toFixed(1)} s, ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`,
    )
    expect(outcome).toMatch(/^(read|table\/)/)
  })
})
