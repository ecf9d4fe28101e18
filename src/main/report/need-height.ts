/** Room on the page. */
import { contentBottom } from './page'

/** Begins a new page when less than `height` points are left on this one. */
export function needHeight(pdf: PDFKit.PDFDocument, height: number): void {
  if (pdf.y + height > contentBottom) pdf.addPage()
}
