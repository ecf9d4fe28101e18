/** 2 of 11: a DICOM person name -> its groups, for the screen. */

/** One name in up to three scripts; empty where a group is absent. */
export interface PersonName {
  readonly alphabetic: string
  readonly ideographic: string
  readonly phonetic: string
}

/**
 * Takes a decoded name (PN) apart: groups between =, in each the family name, given name, middle name, prefix and suffix between ^,
 * which become "family, given middle". Source: PS3.5, 6.2.1.
 */
export function toPersonName(text: string): PersonName {
  const [alphabetic = '', ideographic = '', phonetic = ''] = text.split('=').map(readable)
  return { alphabetic, ideographic, phonetic }
}

function readable(group: string): string {
  const [family = '', ...given] = group.split('^').map((component) => component.trim())
  const others = given.filter((component) => component !== '').join(' ')
  return [family, others].filter((one) => one !== '').join(', ')
}
