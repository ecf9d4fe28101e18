import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readText } from '../../../src/main/readers/read-text'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { buildZip } from '../../fixtures/builders/zip'

const temporaryFolder = useTemporaryFolders()
const text = 'Kein Erguss. Größe 5 mm.\n'

function write(content: string | Uint8Array, name = 'report.txt'): string {
  return join(temporaryFolder({ [name]: content }), name)
}

describe('readText', () => {
  it.each<[string, string | Uint8Array]>([
    ['UTF-8', text],
    ['UTF-8 with a byte order mark', `\uFEFF${text}`],
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ])('reads %s', async (_, content) => {
    expect(await readText(write(content))).toEqual({ kind: 'text', text })
  })

  it('reads Latin-1 with a notice', async () => {
    expect(await readText(write(Buffer.from(text, 'latin1')))).toEqual({
      kind: 'text',
      text,
      notices: [{ code: 'text/encoding', details: { file: 'report.txt', encoding: 'Windows-1252' } }],
    })
  })

  it.each<[string, string | Uint8Array, string, string]>([
    ['a PDF', '%PDF-1.4 …', 'report.txt', 'a PDF'],
    ['a PDF by its name', 'empty', 'report.PDF', 'a PDF'],
    ['RTF', String.raw`{\rtf1 a}`, 'report', 'an RTF document'],
    ['Word', buildZip({ 'word/document.xml': 'x' }), 'report.docx', 'a Word document (.docx)'],
    [
      'Word under another name',
      buildZip({ 'word/document.xml': 'x' }),
      'report.txt',
      'a Word document (.docx)',
    ],
    ['OpenDocument', buildZip({ mimetype: 'x' }), 'report.odt', 'an OpenDocument text (.odt)'],
    ['old Word', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'report.txt', 'an old Word document (.doc)'],
  ])('refuses %s by name', async (_, content, name, format) => {
    await expect(readText(write(content, name))).rejects.toMatchObject({
      code: 'text/format',
      details: { file: name, format },
    })
  })

  it('refuses what is no text and what is too large', async () => {
    await expect(readText(write(Uint8Array.of(1, 2, 3)))).rejects.toMatchObject({ code: 'text/not-text' })
    await expect(readText(write(Buffer.alloc(2 ** 24 + 1, 97)))).rejects.toMatchObject({
      code: 'file/too-large',
    })
  })
})
