/** Which cell styles of a workbook show a fraction as percent. */
import { xmlAttribute, xmlTags } from './xml-tags'

/** The formats 0% and 0.00% that every workbook has (ECMA-376 part 1, 18.8.30). */
const builtIn = [9, 10] as const

/** Lists the styles, as cells name them by index, whose number format has a percent sign; `parts` are the styles.xml of the workbook. */
export function percentStyles(parts: readonly string[]): ReadonlySet<number> {
  const styles = new Set<number>()
  for (const part of parts) collect(part, styles)
  return styles
}

function collect(part: string, styles: Set<number>): void {
  const formats = new Set<number>(builtIn)
  let isInside = false
  let index = 0
  for (const tag of xmlTags(part)) {
    if (tag.name === 'numFmt' && (xmlAttribute(tag, 'formatCode') ?? '').includes('%')) {
      formats.add(Number(xmlAttribute(tag, 'numFmtId')))
    }
    if (tag.name === 'cellXfs') isInside = !tag.isEnd
    if (!isInside || tag.name !== 'xf' || tag.isEnd) continue
    if (formats.has(Number(xmlAttribute(tag, 'numFmtId')))) styles.add(index)
    index += 1
  }
}
