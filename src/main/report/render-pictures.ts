/** Pictures side by side, each with its map drawn over it as vector rectangles. */
import { at } from '@shared/at'
import { picturePalette } from '@shared/charts/palette'
import { scaleBar, type ScaleBar } from '@shared/picture/scale-bar'
import { needHeight } from './need-height'
import { contentWidth, ink, page, type } from './page'
import type { PictureBlock } from './report-document'
import { toPng } from './to-png'
import { addToStructure } from './structure'

type Pdf = PDFKit.PDFDocument

const perRow = 3
const gap = 12
const longest = 190

/** Draws up to three pictures in a row: the picture alone, and with its map. */
export function renderPictures(pdf: Pdf, pictures: readonly PictureBlock[]): void {
  const shown = pictures.flatMap((one) => [
    { ...one, caption: one.caption, picture: { ...one.picture, patches: [] } },
    { ...one, caption: `${one.caption}, map` },
  ])
  for (let start = 0; start < shown.length; start += perRow) drawRow(pdf, shown.slice(start, start + perRow))
}

function drawRow(pdf: Pdf, pictures: readonly PictureBlock[]): void {
  const width = Math.min(longest, (contentWidth - gap * (perRow - 1)) / perRow)
  // What is much higher than wide becomes narrower, so that it stays above its caption.
  const sizes = pictures.map(({ picture }) => {
    const high = heightFor(picture, width)
    const share = Math.min(1, (longest * 1.4) / high)
    return { width: width * share, height: high * share }
  })
  const height = Math.max(...sizes.map((one) => one.height))
  needHeight(pdf, height + 20)
  const top = pdf.y
  for (const [index, one] of pictures.entries()) {
    const x = page.margin + index * (width + gap)
    addToStructure(
      pdf,
      pdf.struct('Figure', { alt: one.caption }, () => {
        const size = at(sizes, index)
        drawPicture(pdf, one, x, top, size.width, size.height)
      }),
    )
    addToStructure(
      pdf,
      pdf.struct('Caption', {}, () => {
        pdf.font('regular').fontSize(type.small.size).fillColor(ink.soft)
        pdf.text(one.caption, x, top + height + 3, { width })
      }),
    )
  }
  pdf.x = page.margin
  pdf.y = top + height + 20
}

function heightFor({ dims, pixelAspect }: PictureBlock['picture'], width: number): number {
  return (width * dims[0] * pixelAspect) / dims[1]
}

function drawPicture(
  pdf: Pdf,
  { picture }: PictureBlock,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const [rows, columns] = picture.dims
  pdf.image(Buffer.from(toPng(picture)), x, y, { width, height })
  const [scaleX, scaleY] = [width / columns, height / rows]
  pdf.save()
  for (const patch of picture.patches) {
    if (patch.opacity === 0) continue
    pdf
      .rect(x + patch.x * scaleX, y + patch.y * scaleY, patch.width * scaleX, patch.height * scaleY)
      .fillOpacity(patch.opacity)
      .fill(patch.colour)
  }
  pdf.restore()
  if (picture.edges !== null) drawEdges(pdf, picture.edges, { x, y, width, height })
  const bar = picture.mmPerPixel === null ? null : scaleBar(scaleX / picture.mmPerPixel, width / 3)
  if (bar !== null) drawScaleBar(pdf, bar, x + width - 4, y + height - 4)
}

/** At the bottom right, left of nothing else: the letter below is in the middle. */
function drawScaleBar(pdf: Pdf, { width, words }: ScaleBar, right: number, bottom: number): void {
  const left = right - width
  pdf.font('regular').fontSize(type.small.size)
  const wide = Math.max(width, pdf.widthOfString(words)) + 4
  pdf
    .rect(right - wide + 2, bottom - 13, wide, 15)
    .fillOpacity(0.6)
    .fill(picturePalette.ground)
  pdf.fillOpacity(1).fillColor(picturePalette.letter)
  pdf.text(words, right - wide + 2, bottom - 12, { width: wide, align: 'center', lineBreak: false })
  pdf.moveTo(left, bottom).lineTo(right, bottom).lineWidth(1.5).stroke(picturePalette.letter)
}

const letterBox = 10

/** White on black, so that it is read on any picture. */
function drawEdges(
  pdf: Pdf,
  { left, right, top, bottom }: NonNullable<PictureBlock['picture']['edges']>,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): void {
  const [middleX, middleY] = [x + (width - letterBox) / 2, y + (height - letterBox) / 2]
  const places = [
    [left, x + 1, middleY],
    [right, x + width - letterBox - 1, middleY],
    [top, middleX, y + 1],
    [bottom, middleX, y + height - letterBox - 1],
  ] as const
  pdf.font('regular').fontSize(type.small.size)
  for (const [letter, atX, atY] of places) {
    pdf.rect(atX, atY, letterBox, letterBox).fillOpacity(0.6).fill(picturePalette.ground)
    pdf.fillOpacity(1).fillColor(picturePalette.letter)
    pdf.text(letter, atX, atY + 1, { width: letterBox, height: letterBox, align: 'center', lineBreak: false })
  }
}
