/** Tables of a report: text left, figures right, a rule below the head. */
import { contentBottom, contentWidth, ink, page, type } from './page'
import { needHeight } from './need-height'
import { addToStructure } from './structure'

type Pdf = PDFKit.PDFDocument

/** How the cells of a row look, and whose children they are in the structure of the document. */
interface RowStyle {
  readonly table: PDFKit.PDFStructureElement
  readonly font: 'regular' | 'bold'
  readonly firstColour: string
  readonly isNumeric: readonly boolean[]
  /** The cells that say what others mean: all of a head, the first of a pair. */
  readonly isHead: (column: number) => boolean
}

const gap = 8

/** Draws a table; its head is repeated where it goes on to the next page. */
export function renderTable(pdf: Pdf, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = columnWidths(pdf, head, rows)
  const isNumeric = head.map(
    (_, column) => column > 0 && rows.every((row) => /^[-\d.,e+%\s]*(to [-\d.]+)?$/.test(row[column] ?? '')),
  )
  needHeight(pdf, type.cell.row * Math.min(rows.length + 1, 5))
  const table = beginTable(pdf)
  const body: RowStyle = { table, font: 'regular', firstColour: ink.text, isNumeric, isHead: () => false }
  const drawHead = (): void => {
    drawRow(pdf, head, widths, { ...body, font: 'bold', isHead: () => true })
    const y = pdf.y - 3
    pdf
      .moveTo(page.margin, y)
      .lineTo(page.margin + contentWidth, y)
      .lineWidth(0.7)
      .stroke(ink.soft)
  }
  drawHead()
  for (const row of rows) {
    if (pdf.y + rowHeight(pdf, row, widths) > contentBottom) {
      pdf.addPage()
      drawHead()
    }
    drawRow(pdf, row, widths, body)
  }
  table.end()
  pdf.y += 8
}

function beginTable(pdf: Pdf): PDFKit.PDFStructureElement {
  const table = pdf.struct('Table')
  addToStructure(pdf, table)
  return table
}

/** Draws pairs of a name and a value; long values wrap. */
export function renderFacts(pdf: Pdf, rows: readonly (readonly [string, string])[]): void {
  const widths = [120, contentWidth - 120 - gap]
  const table = beginTable(pdf)
  const style: RowStyle = {
    table,
    font: 'regular',
    firstColour: ink.soft,
    isNumeric: [],
    isHead: (column) => column === 0,
  }
  for (const row of rows) {
    needHeight(pdf, rowHeight(pdf, row, widths))
    drawRow(pdf, row, widths, style)
  }
  table.end()
  pdf.y += 6
}

/** Natural widths, shrunk in proportion when the page is narrower; what is left over goes to the first column. */
function columnWidths(pdf: Pdf, head: readonly string[], rows: readonly (readonly string[])[]): number[] {
  pdf.font('bold').fontSize(type.cell.size)
  const natural = head.map(
    (title, column) =>
      Math.max(pdf.widthOfString(title), ...rows.map((row) => pdf.widthOfString(row[column] ?? ''))) + 2,
  )
  const room = contentWidth - gap * (head.length - 1)
  const total = natural.reduce((sum, width) => sum + width, 0)
  if (total > room) return natural.map((width) => (width * room) / total)
  const extra = (room - total) / head.length
  return natural.map((width) => width + extra)
}

function rowHeight(pdf: Pdf, row: readonly string[], widths: readonly number[]): number {
  pdf.font('regular').fontSize(type.cell.size)
  const heights = row.map((cell, column) => pdf.heightOfString(cell, { width: widths[column] ?? 0 }))
  return Math.max(...heights) + 5
}

function drawRow(
  pdf: Pdf,
  row: readonly string[],
  widths: readonly number[],
  { table, font, firstColour, isNumeric, isHead }: RowStyle,
): void {
  const top = pdf.y
  const height = rowHeight(pdf, row, widths)
  const tableRow = pdf.struct('TR')
  table.add(tableRow)
  let x: number = page.margin
  for (const [column, cell] of row.entries()) {
    const width = widths[column] ?? 0
    const align = isNumeric[column] === true ? 'right' : 'left'
    const left = x
    tableRow.add(
      pdf.struct(isHead(column) ? 'TH' : 'TD', {}, () => {
        pdf.font(font).fontSize(type.cell.size)
        pdf.fillColor(column === 0 ? firstColour : ink.text).text(cell, left, top, { width, align })
      }),
    )
    x += width + gap
  }
  tableRow.end()
  pdf.x = page.margin
  pdf.y = top + height
}
