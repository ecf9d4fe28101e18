/** Up to which difference the colours of a map go, in words. */

/** Full colour at 0.0042, 39 times below the strongest modality. Of different scales colours must not be compared. */
export function scaleWords(
  limit: number,
  { own, all }: { readonly own: number; readonly all: number },
  choice: 'modality' | 'all' | 'fixed',
): string {
  const full = `Full colour at ${Number(limit.toPrecision(3))}`
  if (choice === 'all') return `${full}, on one scale with all modalities.`
  if (choice === 'fixed') return `${full}, a fixed limit.`
  if (!(own > 0)) return 'No part changes anything.'
  const times = all / own
  if (times < 1.05) return `${full}, the strongest part of all modalities.`
  const words = times < 9.95 ? times.toFixed(1) : Math.round(times).toLocaleString('en')
  return `${full}, ${words} times below the strongest part of all modalities.`
}
