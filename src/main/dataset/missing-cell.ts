/** 1 of 11: which cells of an attribute mean missing. */
import type { Attribute } from '@shared/study'

/** True for a cell that the study lists as missing, compared without case and outer blanks. */
export function isMissingCell({ missingValues }: Attribute, cell: string): boolean {
  const text = cell.trim().toLowerCase()
  return missingValues.some((missing) => missing.trim().toLowerCase() === text)
}
