/** Figures of a map as they are written. */

/** 11.4 %; below one in a thousand said so. */
export function shareWords(share: number): string {
  return share > 0 && share < 0.0005 ? '< 0.1 %' : `${(100 * share).toFixed(1)} %`
}

/** Three decimals, four where the whole scale is small; with the minus of a figure. */
export function differenceWords(value: number, limit: number): string {
  const digits = limit < 0.01 ? 5 : limit < 0.1 ? 4 : 3
  return value
    .toFixed(digits)
    .replace(/^-(?=0\.?0*$)/, '')
    .replace('-', '−')
}
