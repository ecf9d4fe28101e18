import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTable } from '../../../src/main/dataset/open-table'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { buildWorkbook } from '../../fixtures/builders/workbook'
import { buildZip } from '../../fixtures/builders/zip'

const temporaryFolder = useTemporaryFolders()
const rows = [{ cells: { id: 'a', name: 'Größe' }, line: 2 }]
const text = 'id;name\na;Größe\n'

function write(content: string | Uint8Array, name = 'cases.csv'): string {
  return join(temporaryFolder({ [name]: content }), name)
}

describe('openTable reads', () => {
  it.each<[string, string | Uint8Array]>([
    ['UTF-8', text],
    ['UTF-8 with a byte order mark', `\uFEFF${text}`],
    ['UTF-16 as Excel writes it', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    [
      'a workbook, whatever its name',
      buildWorkbook([
        {
          name: 'S',
          rows: [
            ['id', 'name'],
            ['a', 'Größe'],
          ],
        },
      ]),
    ],
  ])('%s', async (_, content) => {
    const columns = ['id', 'name']
    expect(await openTable(write(content))).toMatchObject({
      fileName: 'cases.csv',
      columns,
      repeatedColumns: [],
      rows,
      notices: [],
    })
  })

  it('Latin-1 with a notice that names the encoding', async () => {
    const table = await openTable(write(Buffer.from(text, 'latin1')))
    expect(table.rows).toEqual(rows)
    expect(table.notices).toEqual([
      { code: 'table/encoding', details: { file: 'cases.csv', encoding: 'Windows-1252' } },
    ])
  })

  it('with the separator and the sheet of the study', async () => {
    expect((await openTable(write('a;b|c\n1;2|3\n'), { separator: '|' })).columns).toEqual(['a;b', 'c'])
    const bytes = buildWorkbook([
      { name: 'One', rows: [['x']] },
      { name: 'Two', rows: [['y']] },
    ])
    expect((await openTable(write(bytes), { sheet: 'Two' })).columns).toEqual(['y'])
  })
})

describe('openTable refuses', () => {
  it.each<[string, string | Uint8Array, string, string]>([
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'cases.xls', 'table/format'],
    [
      'an OpenDocument sheet',
      buildZip({ mimetype: { content: 'application/vnd.oasis.opendocument.spreadsheet', method: 0 } }),
      'cases.ods',
      'table/format',
    ],
    ['a binary workbook', buildZip({ 'xl/workbook.bin': 'x' }), 'cases.xlsb', 'table/format'],
    ['any other zip', buildZip({ 'a.csv': text }), 'cases.zip', 'table/format'],
    ['a PDF', '%PDF-1.7', 'cases.csv', 'table/format'],
    ['a web page that calls itself a workbook', '<html><table>', 'cases.xls', 'table/format'],
    ['bytes that are no text', Uint8Array.of(1, 0, 2, 0, 0, 3), 'cases.csv', 'table/not-text'],
    ['an empty file', '', 'cases.csv', 'table/empty'],
  ])('%s', async (_, content, name, code) => {
    await expect(openTable(write(content, name))).rejects.toMatchObject({ code, details: { file: name } })
  })

  it('a sheet of a text file', async () => {
    await expect(openTable(write(text), { sheet: 'One' })).rejects.toMatchObject({ code: 'table/no-sheets' })
  })

  it('a file that is not there, and a folder', async () => {
    const folder = temporaryFolder({ 'cases/a.txt': '' })
    for (const [name, code] of [
      ['cases.csv', 'table/not-found'],
      ['cases', 'file/not-a-file'],
    ] as const) {
      await expect(openTable(join(folder, name))).rejects.toMatchObject({ code, details: { file: name } })
    }
  })
})
