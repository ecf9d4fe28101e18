/** The text of a study file in pieces that are coloured. */

export interface YamlPiece {
  readonly kind: 'key' | 'comment' | 'plain'
  readonly text: string
}

const line = /^(\s*(?:- )*)([\w.-]+)(:)(?=\s|$)|(\s#.*$|^#.*$)/gm

/** Keys and comments; everything together is the text. */
export function yamlPieces(text: string): readonly YamlPiece[] {
  const pieces: YamlPiece[] = []
  let end = 0
  const add = (kind: YamlPiece['kind'], own: string): void => {
    if (own !== '') pieces.push({ kind, text: own })
  }
  for (const match of text.matchAll(line)) {
    const [whole, indent = '', key, colon = '', comment] = match
    add('plain', text.slice(end, match.index) + (comment === undefined ? indent : ''))
    if (comment === undefined) {
      add('key', key ?? '')
      add('plain', colon)
    } else add('comment', comment)
    end = match.index + whole.length
  }
  add('plain', text.slice(end))
  return pieces
}
