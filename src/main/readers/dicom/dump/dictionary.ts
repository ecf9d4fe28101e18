/** The one importer of the dictionary of dcmjs: what the elements of DICOM are called (PS3.6). */

export interface DictionaryEntry {
  /** PatientName */
  readonly keyword: string
  /** Patient Name */
  readonly name: string
  readonly vr: string
}

export type Dictionary = (tag: string) => DictionaryEntry | null

/** Loads it when it is first asked for: it has a thousand kilobytes. `tag` is eight digits in capitals; null for private and unknown ones. */
export async function loadDictionary(): Promise<Dictionary> {
  const { default: entries } = await import('dcmjs/dictionary')
  return (tag) => {
    const key = `(${repeating(tag.slice(0, 4))},${tag.slice(4)})`
    const entry = Object.hasOwn(entries, key) ? entries[key] : undefined
    if (entry === undefined) return null
    const keyword = entry.name.replace(/^RETIRED_/, '')
    return { keyword, name: toWords(keyword), vr: entry.vr }
  }
}

/** Curves and overlays may stand in several groups (PS3.5, 7.6). */
function repeating(group: string): string {
  return group.replace(/^(50|60)[0-9A-F]{2}$/, '$100')
}

/** "ReferencedSOPInstanceUID" -> "Referenced SOP Instance UID". */
function toWords(keyword: string): string {
  return keyword.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
}
