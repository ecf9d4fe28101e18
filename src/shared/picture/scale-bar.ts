/** A length beside a picture that tells how large it is. */

/** Lengths that are read at a glance, in mm. */
const lengths = [1, 2, 5, 10, 20, 50, 100, 200]

export interface ScaleBar {
  readonly mm: number
  /** In pixels, or points of paper. */
  readonly width: number
  readonly words: string
}

/** The longest one that takes at most `most` pixels; null where even the shortest is too long. */
export function scaleBar(pixelsPerMm: number, most: number): ScaleBar | null {
  const mm = lengths.findLast((one) => one * pixelsPerMm <= most)
  if (mm === undefined) return null
  return { mm, width: mm * pixelsPerMm, words: mm < 10 ? `${mm} mm` : `${mm / 10} cm` }
}
