/** The tree of a tagged PDF, by which a screen reader finds its way. */

type Pdf = PDFKit.PDFDocument
type Element = PDFKit.PDFStructureElement

/** A tagged PDF has one element at the top, which pdfkit does not keep. */
const roots = new WeakMap<Pdf, Element>()

/** Begins the tree; everything else is added below it. */
export function beginStructure(pdf: Pdf): void {
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  roots.set(pdf, root)
}

/** Adds an element after the last one, and draws what it holds. */
export function addToStructure(pdf: Pdf, element: Element): void {
  const root = roots.get(pdf)
  if (root === undefined) pdf.addStructure(element)
  else root.add(element)
}

/** Ends the tree; nothing may be added any more. */
export function endStructure(pdf: Pdf): void {
  roots.get(pdf)?.end()
}
