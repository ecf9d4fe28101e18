/** A text with its words on coloured ground. */
import { strongestWordGround } from '@shared/charts/colour-scale'
import { needHeight } from './need-height'
import { contentBottom, contentWidth, ink, page, type } from './page'
import type { Block } from './report-document'
import { addToStructure } from './structure'

type Pdf = PDFKit.PDFDocument

const lineHeight = 15
const space = 3

/** Draws the words in reading order, line by line. */
export function renderWords(pdf: Pdf, { title, words }: Extract<Block, { kind: 'words' }>): void {
  needHeight(pdf, 3 * lineHeight)
  addToStructure(
    pdf,
    pdf.struct('P', {}, () => {
      pdf.font('regular').fontSize(type.small.size).fillColor(ink.soft).text(title)
    }),
  )
  // A structure element may be filled in pieces, so a text may go on to the next page.
  const paragraph = pdf.struct('P')
  addToStructure(pdf, paragraph)
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
    pdf.save().fillOpacity(strongestWordGround * opacity)
    pdf
      .rect(x - 1, y - 0.5, width + 2, lineHeight - 1)
      .fill(colour)
      .restore()
    const [left, top] = [x, y]
    paragraph.add(() => {
      pdf.fillColor(ink.text).text(text, left, top, { lineBreak: false })
    })
    x += width + space
  }
  paragraph.end()
  pdf.x = page.margin
  pdf.y = y + lineHeight + 6
}
