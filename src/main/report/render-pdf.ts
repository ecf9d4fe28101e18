/** A report document -> the bytes of a tagged A4 PDF. Runs in plain Node. */
import PdfDocument from 'pdfkit'
import { mapTexts, toShownText } from '@shared/words/shown-text'
import { fontFiles } from './fonts'
import { ink, page, type, contentWidth } from './page'
import { renderBlock } from './render-block'
import { glyphsOf, missingMark, replaceMissing, type HasGlyph } from './replace-missing'
import type { ReportDocument } from './report-document'
import { addToStructure, beginStructure, endStructure } from './structure'

/** Lays the blocks out page by page; notice and page number stand on every page. Same document, same bytes. */
export async function renderPdf(document: ReportDocument): Promise<Uint8Array> {
  const pdf = createPdf(document)
  const bytes = collect(pdf)
  const shown = toWritable(document, glyphsOf(pdf))
  beginStructure(pdf)
  renderTitle(pdf, shown)
  for (const block of shown.blocks) renderBlock(pdf, block)
  endStructure(pdf)
  renderFeet(pdf, shown)
  pdf.end()
  return bytes
}

function createPdf(document: ReportDocument): PDFKit.PDFDocument {
  const pdf = new PdfDocument({
    size: page.size,
    margins: { top: page.margin, left: page.margin, right: page.margin, bottom: page.margin + page.foot },
    bufferPages: true,
    tagged: true,
    lang: 'en',
    displayTitle: true,
    subset: 'PDF/A-2a',
    pdfVersion: '1.7',
    info: {
      Title: toShownText(`${document.title}: ${document.subtitle}`),
      Creator: 'ModaLens',
      CreationDate: document.createdAt,
      ModDate: document.createdAt,
    },
    font: fontFiles.regular,
  })
  pdf.registerFont('regular', fontFiles.regular)
  pdf.registerFont('bold', fontFiles.bold)
  return pdf
}

/** A document of which every text can be shown and written; says so at the end where characters were replaced. */
function toWritable(document: ReportDocument, hasGlyph: HasGlyph): ReportDocument {
  const missing = new Set<number>()
  const shown = mapTexts(document, (text) =>
    replaceMissing(text, (codePoint) => {
      const has = hasGlyph(codePoint)
      if (!has) missing.add(codePoint)
      return has
    }),
  )
  if (missing.size === 0) return shown
  const text = `${missingMark} stands for a character that the font of this report cannot write (Latin, Greek and Cyrillic).`
  return { ...shown, blocks: [...shown.blocks, { kind: 'small', text }] }
}

function collect(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => {
      resolve(new Uint8Array(Buffer.concat(chunks)))
    })
    pdf.on('error', reject)
  })
}

function renderTitle(pdf: PDFKit.PDFDocument, { title, subtitle }: ReportDocument): void {
  addToStructure(
    pdf,
    pdf.struct('H1', {}, () => {
      pdf.font('bold').fontSize(type.title.size).fillColor(ink.text).text(title, { lineGap: type.title.lead })
    }),
  )
  addToStructure(
    pdf,
    pdf.struct('P', {}, () => {
      pdf.font('regular').fontSize(type.subtitle.size).fillColor(ink.soft).text(subtitle)
    }),
  )
  pdf.y += type.subtitle.after
}

/** Feet are drawn last, when the number of pages is known. */
function renderFeet(pdf: PDFKit.PDFDocument, { notice, subtitle }: ReportDocument): void {
  const { start, count } = pdf.bufferedPageRange()
  for (let index = start; index < start + count; index += 1) {
    pdf.switchToPage(index)
    // Below the bottom margin pdfkit would begin a new page.
    pdf.page.margins.bottom = 0
    const y = page.height - page.margin - 4
    pdf.markContent('Artifact', { type: 'Pagination' })
    pdf
      .moveTo(page.margin, y - 8)
      .lineTo(page.margin + contentWidth, y - 8)
      .lineWidth(0.5)
      .stroke(ink.rule)
    pdf.font('bold').fontSize(8).fillColor(ink.text).text(notice, page.margin, y, { lineBreak: false })
    pdf.font('regular').fillColor(ink.soft)
    const right = `${shorten(subtitle)}   ${index + 1} / ${count}`
    pdf.text(right, page.margin, y, { width: contentWidth, align: 'right', lineBreak: false })
    pdf.endMarkedContent()
  }
}

function shorten(words: string): string {
  return words.length > 60 ? `${words.slice(0, 57)}...` : words
}
