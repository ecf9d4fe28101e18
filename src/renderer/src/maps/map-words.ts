/** Figures of a map as they are written. */
import { effectDecimals, plainWords } from '@shared/words/number-words'

/** 11.4 %; below one in a thousand said so. */
export function shareWords(share: number): string {
  return share > 0 && share < 0.0005 ? '< 0.1 %' : `${(100 * share).toFixed(1)} %`
}

/** An effect below the largest of its modality. */
export function differenceWords(value: number, limit: number): string {
  return plainWords(value, effectDecimals(limit))
}
