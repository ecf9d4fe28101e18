/** One block of a report on the page. */
import svgToPdf from 'svg-to-pdfkit'
import { fontFiles } from './fonts'
import { needHeight } from './need-height'
import { contentWidth, ink, page, type } from './page'
import { renderChart } from './render-chart'
import { renderPictures } from './render-pictures'
import { renderFacts, renderTable } from './render-table'
import { renderWords } from './render-words'
import type { Block } from './report-document'
import { addToStructure } from './structure'

type Pdf = PDFKit.PDFDocument

/** An SVG counts in CSS pixels: 96 to the inch, where a PDF has 72 points. */
const pointsPerPixel = 0.75

/** Draws a block below the last one, on a new page where it would not fit. */
export function renderBlock(pdf: Pdf, block: Block): void {
  pdf.x = page.margin
  switch (block.kind) {
    case 'heading': {
      renderHeading(pdf, block)
      return
    }
    case 'lead':
    case 'paragraph':
    case 'small': {
      renderText(pdf, block.text, block.kind)
      return
    }
    case 'facts': {
      renderFacts(pdf, block.rows)
      return
    }
    case 'table': {
      renderTable(pdf, block.head, block.rows)
      return
    }
    case 'chart': {
      renderChartBlock(pdf, block)
      return
    }
    case 'words': {
      renderWords(pdf, block)
      return
    }
    case 'pictures': {
      renderPictures(pdf, block.pictures)
      return
    }
    case 'page-break':
      pdf.addPage()
  }
}

/** A heading never stands alone at the foot of a page. */
const keptBelow = 90

function renderHeading(
  pdf: Pdf,
  { text, level, keep = keptBelow }: Extract<Block, { kind: 'heading' }>,
): void {
  const { size, lead, before, after } = type[level]
  needHeight(pdf, before + size + after + keep)
  pdf.y += before
  addToStructure(
    pdf,
    pdf.struct(level === 1 ? 'H2' : 'H3', {}, () => {
      pdf.font('bold').fontSize(size).fillColor(ink.text).text(text, { lineGap: lead })
    }),
  )
  pdf.y += after
}

function renderText(pdf: Pdf, text: string, kind: 'lead' | 'paragraph' | 'small'): void {
  const { size, lead, after } = type[kind]
  pdf.font(kind === 'lead' ? 'bold' : 'regular').fontSize(size)
  needHeight(pdf, pdf.heightOfString(text, { width: contentWidth, lineGap: lead }))
  addToStructure(
    pdf,
    pdf.struct('P', {}, () => {
      pdf.fillColor(kind === 'small' ? ink.soft : ink.text).text(text, { width: contentWidth, lineGap: lead })
    }),
  )
  pdf.y += after
}

/** One line of small type with what follows it. */
const titlePoints = 24

function renderChartBlock(pdf: Pdf, { title, option, height, alt }: Extract<Block, { kind: 'chart' }>): void {
  const points = height * pointsPerPixel
  needHeight(pdf, points + (title === undefined ? 0 : titlePoints))
  if (title !== undefined) renderText(pdf, title, 'small')
  const svg = renderChart(option, contentWidth / pointsPerPixel, height)
  const top = pdf.y
  addToStructure(
    pdf,
    pdf.struct('Figure', { alt }, () => {
      svgToPdf(pdf, svg, page.margin, top, {
        width: contentWidth,
        fontCallback: (_family, bold) => (bold ? fontFiles.bold : fontFiles.regular),
      })
    }),
  )
  pdf.x = page.margin
  pdf.y = top + points + 6
}
