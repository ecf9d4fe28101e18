/** A text as it stands, cut where its parts begin and end: blanks and marks between them stay where they are. */

/** `part`: index of the part, null for what lies between parts. */
export interface TextPiece {
  readonly text: string
  readonly part: number | null
}

/** Parts have one blank where the text may have several, and a line feed too. */
const toPattern = (segment: string): RegExp =>
  new RegExp(
    segment
      .split(' ')
      .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
      .join(String.raw`\s+`),
    'gu',
  )

/**
 * Finds the parts one beside the other, from the end of the text where its start was cut off. Null when a part does not stand in the
 * text: then it is another text, or one whose tokens are no pieces of it.
 */
export function cutText(text: string, segments: readonly string[], isStartCut = false): TextPiece[] | null {
  const spans = isStartCut ? findBackwards(text, segments) : findForwards(text, segments)
  if (spans === null) return null
  const pieces: TextPiece[] = []
  let place = 0
  for (const [part, { start, end }] of spans.entries()) {
    if (start > place) pieces.push({ text: text.slice(place, start), part: null })
    pieces.push({ text: text.slice(start, end), part })
    place = end
  }
  if (place < text.length) pieces.push({ text: text.slice(place), part: null })
  return pieces
}

interface Span {
  readonly start: number
  readonly end: number
}

function findForwards(text: string, segments: readonly string[]): Span[] | null {
  const spans: Span[] = []
  for (const segment of segments) {
    const pattern = toPattern(segment)
    pattern.lastIndex = spans.at(-1)?.end ?? 0
    const found = pattern.exec(text)
    if (segment === '' || found === null) return null
    spans.push(toSpan(found))
  }
  return spans
}

function findBackwards(text: string, segments: readonly string[]): Span[] | null {
  const spans: Span[] = []
  for (const segment of segments.toReversed()) {
    const before = text.slice(0, spans.at(-1)?.start ?? text.length)
    const found = [...before.matchAll(toPattern(segment))].at(-1)
    if (segment === '' || found === undefined) return null
    spans.push(toSpan(found))
  }
  return spans.toReversed()
}

function toSpan({ index, 0: found }: RegExpExecArray): Span {
  return { start: index, end: index + found.length }
}

const closing = /^[.,;:!?%)\]}»”’]/u
const opening = /[([{«“‘]$/u

/** Without the text: a blank between parts, but none before a closing mark or behind an opening one. */
export function joinSegments(segments: readonly string[]): TextPiece[] {
  return segments.flatMap((text, part): TextPiece[] => {
    const before = segments[part - 1]
    const isJoined = before === undefined || closing.test(text) || opening.test(before)
    return [...(isJoined ? [] : [{ text: ' ', part: null }]), { text, part }]
  })
}
