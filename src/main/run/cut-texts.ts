/** How many texts were cut to the length of the model, in place of a sentence for each of them. */
import type { ErrorData } from '@shared/errors'
import type { Notice } from '@shared/notice'

/** One notice per modality and way of cutting: so many of `total` texts. Notices of anything else are passed over. */
export function countCutTexts(notices: readonly ErrorData[], total: number): Notice[] {
  const alike = new Map<string, { readonly first: ErrorData; count: number }>()
  for (const notice of notices) {
    if (!isCutText(notice)) continue
    const { modality = '', side = '', length = 0 } = notice.details
    const key = JSON.stringify([modality, side, length])
    const known = alike.get(key)
    if (known === undefined) alike.set(key, { first: notice, count: 1 })
    else known.count += 1
  }
  return [...alike.values()].map(({ first, count }) => {
    const { modality = '', side = '', length = 0 } = first.details
    return {
      code: 'text/cuts',
      details: { modality, side, length, count, total },
      modality: String(modality),
    }
  })
}

export function isCutText({ code }: ErrorData): boolean {
  return code === 'text/cut'
}
