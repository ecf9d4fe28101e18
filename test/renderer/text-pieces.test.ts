import { cutText, joinSegments } from '@/kinds/text/text-pieces'
import { describe, expect, it } from 'vitest'

const joined = (pieces: readonly { readonly text: string }[] | null): string =>
  (pieces ?? []).map(({ text }) => text).join('')

describe('a text in its parts', () => {
  it('keeps every blank, line and mark where it stands', () => {
    const text = 'Mass (2.7 cm),\n  spiculated.'
    const words = ['Mass', '(', '2', '.', '7', 'cm', ')', ',', 'spiculated', '.']
    const pieces = cutText(text, words)
    expect(joined(pieces)).toBe(text)
    expect(pieces?.filter(({ part }) => part !== null).map((piece) => piece.text)).toEqual(words)
    expect(pieces?.find((piece) => piece.part === 8)).toEqual({ text: 'spiculated', part: 8 })
  })

  it('finds a sentence whose blanks were one in its part', () => {
    const pieces = cutText('No  effusion.\nNo mass.', ['No effusion.', 'No mass.'])
    expect(pieces?.map((piece) => piece.part)).toEqual([0, null, 1])
    expect(pieces?.[0]?.text).toBe('No  effusion.')
  })

  it('leaves what was cut off outside of the parts, at the end and at the start', () => {
    const text = 'no mass no mass'
    expect(cutText(text, ['no', 'mass'])?.at(-1)).toEqual({ text: ' no mass', part: null })
    expect(cutText(text, ['no', 'mass'], true)?.[0]).toEqual({ text: 'no mass ', part: null })
  })

  it('is not cut where a part is not in it, as a token that is no piece of the text', () => {
    expect(cutText('a b', ['a', '(blank)', 'b'])).toBeNull()
    expect(cutText('a b', ['b', 'a'])).toBeNull()
    expect(cutText('a', [''])).toBeNull()
  })

  it('is joined with blanks as people set them where the text is gone', () => {
    const words = ['Mass', '(', 'left', ')', ',', 'large', '.']
    expect(joined(joinSegments(words))).toBe('Mass (left), large.')
    expect(joinSegments(words).filter(({ part }) => part !== null)).toHaveLength(words.length)
  })
})
