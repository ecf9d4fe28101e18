/** The parts of a workbook -> which sheet lies where. */
import { xmlAttribute, xmlTags, type XmlTag } from './xml-tags'

export interface WorkbookSheet {
  readonly name: string
  /** Path of its part in the archive. */
  readonly path: string
  /** Place among all sheets from 1, as the library counts them. */
  readonly number: number
  /** False for a chart, which has no cells. */
  readonly hasCells: boolean
  readonly isHidden: boolean
}

export interface WorkbookLayout {
  /** In the order of the tabs. */
  readonly sheets: readonly WorkbookSheet[]
  /** Parts that the sheets refer to: shared strings and styles. */
  readonly sharedPaths: readonly string[]
}

/** Reads the list of sheets and where they lie (ECMA-376 part 1, 18.2.19 and 12.3); `relations` is workbook.xml.rels. */
export function workbookSheets(workbook: string, relations: string): WorkbookLayout {
  const links = startsOf(relations, 'Relationship')
  const linkOf = new Map(links.map((tag) => [xmlAttribute(tag, 'Id'), tag]))
  const named = startsOf(workbook, 'sheet').filter((tag) => (xmlAttribute(tag, 'name') ?? '') !== '')
  const sheets = named.map((tag, index) => {
    const link = linkOf.get(relationId(tag))
    return {
      name: xmlAttribute(tag, 'name') ?? '',
      path: link === undefined ? '' : toPath(xmlAttribute(link, 'Target') ?? ''),
      number: index + 1,
      hasCells: link === undefined || /\/worksheet$/.test(xmlAttribute(link, 'Type') ?? ''),
      isHidden: /hidden/i.test(xmlAttribute(tag, 'state') ?? ''),
    }
  })
  const shared = links.filter((tag) => /\/(sharedStrings|styles)$/.test(xmlAttribute(tag, 'Type') ?? ''))
  return {
    sheets,
    sharedPaths: shared.map((tag) => toPath(xmlAttribute(tag, 'Target') ?? '')),
  }
}

/** Its name has a prefix (r:id) beside sheetId, which ends alike. */
function relationId(tag: XmlTag): string | null {
  return /:id\s*=/.test(tag.attributes) ? xmlAttribute(tag, 'id') : null
}

function startsOf(xml: string, name: string): XmlTag[] {
  return [...xmlTags(xml)].filter((tag) => tag.name === name && !tag.isEnd)
}

function toPath(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}
