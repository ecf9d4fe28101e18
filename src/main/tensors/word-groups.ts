/** 3 of 11: which tokens make up one word; the library does not say, so its stages are run word by word. */
import type { Tokenizer } from '@huggingface/tokenizers'

/** Tokens of one word in a row. `text` is what the tokenizer saw, null when only the tokens tell. */
export interface WordGroup {
  readonly tokens: readonly string[]
  readonly text: string | null
  /** An added token such as [SEP] written out in the text. */
  readonly special: boolean
}

/** Byte-level and metaspace tokenizers mark a token that begins a word. */
const wordStart = /^[Ġ▁]/

/**
 * Groups content tokens into words: one pre-token of the tokenizer is one word, so "." and "/" stand alone under BERT rules.
 * `content` is what encode() gave; where the words' tokens do not add up to it, the marks on the tokens decide
 * (`prefix` such as ## continues a word, a leading Ġ or ▁ begins one, without marks every token is a word).
 */
export function groupWords(
  library: Tokenizer,
  text: string,
  content: readonly string[],
  prefix: string | null,
): WordGroup[] {
  const groups = groupByStages(library, text)
  const tokens = groups.flatMap((group) => group.tokens)
  const agrees = tokens.length === content.length && tokens.every((token, index) => token === content[index])
  const chosen = agrees ? groups : [{ tokens: content, text: null, special: false }]
  return chosen.flatMap((group) => (group.special ? [group] : splitAtMarks(group, agrees ? null : prefix)))
}

function groupByStages(library: Tokenizer, text: string): WordGroup[] {
  const added = new Map(
    [...library.get_added_tokens_decoder().values()].map((token) => [token.content, token.special]),
  )
  return splitAtAdded(text, [...added.keys()]).flatMap((section, index) => {
    const special = added.get(section)
    if (special !== undefined) return [{ tokens: [section], text: section, special }]
    const normalised = library.normalizer?.normalize(section) ?? section
    if (normalised.length === 0) return []
    const words = library.pre_tokenizer?.pre_tokenize(normalised, { section_index: index }) ?? [normalised]
    return words.map((word) => ({
      tokens: library.model?._call([word]) ?? [],
      text: word,
      special: false,
    }))
  })
}

/** Cuts the text before and after every added token, longest first, and keeps the token itself. */
function splitAtAdded(text: string, added: readonly string[]): string[] {
  if (added.length === 0) return [text]
  const escaped = [...added]
    .sort((a, b) => b.length - a.length)
    .map((token) => token.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return text.split(new RegExp(`(${escaped.join('|')})`)).filter((section) => section.length > 0)
}

/** A group may hold several words: where there is no pre-tokenizer, or where the stages did not add up. */
function splitAtMarks(group: WordGroup, prefix: string | null): WordGroup[] {
  const isMarked = group.tokens.some((token, index) => index > 0 && wordStart.test(token))
  if (!isMarked && group.text !== null) return [group]
  const words: string[][] = []
  for (const token of group.tokens) {
    const continues = isMarked ? !wordStart.test(token) : prefix !== null && token.startsWith(prefix)
    const last = words.at(-1)
    if (continues && last !== undefined) last.push(token)
    else words.push([token])
  }
  return words.map((tokens) => ({ tokens, text: null, special: false }))
}
