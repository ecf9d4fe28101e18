/** 11 of 11: a text with its words on coloured ground. */
import { needHeight } from './need-height'
import { contentBottom, contentWidth, ink, page, type } from './page'
import type { Block } from './report-document'

type Pdf = PDFKit.PDFDocument

const lineHeight = 15
const space = 3
/** The strongest ground still leaves the word readable. */
const readable = 0.62

/** Draws the words in reading order, line by line. */
export function renderWords(pdf: Pdf, { title, words }: Extract<Block, { kind: 'words' }>): void {
  needHeight(pdf, 3 * lineHeight)
  pdf.font('regular').fontSize(type.small.size).fillColor(ink.soft).text(title)
  pdf.fontSize(type.paragraph.size)
  let x: number = page.margin
  let y = pdf.y + 2
  for (const { text, colour, opacity } of words) {
    const width = pdf.widthOfString(text)
    if (x + width > page.margin + contentWidth) {
      x = page.margin
      y += lineHeight
    }
    if (y + lineHeight > contentBottom) {
      pdf.addPage()
      y = pdf.y
    }
    pdf.save().fillOpacity(readable * opacity)
    pdf
      .rect(x - 1, y - 0.5, width + 2, lineHeight - 1)
      .fill(colour)
      .restore()
    pdf.fillColor(ink.text).text(text, x, y, { lineBreak: false })
    x += width + space
  }
  pdf.x = page.margin
  pdf.y = y + lineHeight + 6
}
