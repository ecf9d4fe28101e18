/** A modality of a study in a few words. */
import type { Replacement, StudyModality } from '@shared/study'

/** Patches of 32 x 32, one word at a time ... */
export function partsInWords(modality: StudyModality): string {
  if (modality.kind === 'text')
    return modality.parts === 'whole' ? 'the whole text' : `one ${modality.parts} at a time`
  if (modality.kind === 'tabular')
    return modality.parts === 'whole' ? 'the whole record' : 'one attribute at a time'
  const { parts } = modality
  if (parts.kind === 'whole') return 'the whole picture'
  if (parts.kind === 'match') return 'as many as the smallest other modality'
  return `${modality.kind === 'image' ? 'patches' : 'blocks'} of ${parts.size.join(' × ')}`
}

/** The replacement value by its name, with its number where it has one. */
export function replacementInWords(replacement: Replacement): string {
  if (replacement.kind === 'constant') return `constant ${replacement.value}`
  if (replacement.kind === 'donor') return `${replacement.draws} donors`
  return replacement.kind.replaceAll('-', ' ')
}
