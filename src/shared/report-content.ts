/** What a report prints of patients. A PDF is sent around, so what may name one is left out unless it is asked for. */
import { z } from 'zod'
import type { Notice } from './notice'

export const reportContentSchema = z.object({
  words: z
    .boolean()
    .default(false)
    .describe('words of texts, coloured in the shown cases and as a table of the cohort'),
  fileNames: z.boolean().default(false).describe('names of the table, of the model and of files in notices'),
})

export type ReportContent = z.output<typeof reportContentSchema>

export const leastContent: ReportContent = { words: false, fileNames: false }

/** Said beside the button that makes one. */
export function reportContentWords({ words, fileNames }: ReportContent): string {
  const printed = [
    'figures',
    'case ids as the table has them',
    'pictures, labels and outputs of three cases',
    ...(words ? ['words of texts'] : []),
    ...(fileNames ? ['file names'] : []),
  ]
  const left = [...(words ? [] : ['words of texts']), ...(fileNames ? [] : ['file names'])]
  return `The PDF contains ${list(printed, 'and')}${left.length === 0 ? '' : `, but no ${list(left, 'and no')}`}.`
}

function list(words: readonly string[], and: string): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1) ?? ''}`
}

/** Details that hold a name of the disk, in every notice or in those of a noun; `first` is a sentence, which may hold one. */
const namesOfFiles = new Set(['file', 'files', 'folder', 'firstFile', 'first', 'sheet'])
const namesByNoun: Readonly<Record<string, readonly string[]>> = { dicom: ['other'], model: ['path'] }

const leftOut = '(name left out)'

/** Notices without the names of files in them. */
export function withoutFileNames(notices: readonly Notice[]): Notice[] {
  return notices.map((notice) => {
    const noun = notice.code.split('/')[0] ?? ''
    const isName = (key: string): boolean =>
      namesOfFiles.has(key) || namesByNoun[noun]?.includes(key) === true
    const details = Object.entries(notice.details).map(
      ([key, value]) => [key, isName(key) ? leftOut : value] as const,
    )
    return { ...notice, details: Object.fromEntries(details) }
  })
}
