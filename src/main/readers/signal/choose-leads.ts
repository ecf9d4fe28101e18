/** Which leads of a recording a study means. */
import { AppError } from '@shared/errors'

/** Names in a sentence; a recording of the brain has some dozens of leads. */
const MOST_NAMES = 40

/** Returns the leads of these names in that order, or all. Errors: signal/no-lead, signal/lead-twice. */
export function chooseLeads<L extends { readonly name: string }>(
  file: string,
  leads: readonly L[],
  wanted: readonly string[] | null,
): readonly L[] {
  return wanted === null ? leads : wanted.map((lead) => leadOf(file, leads, lead.trim()))
}

function leadOf<L extends { readonly name: string }>(file: string, leads: readonly L[], lead: string): L {
  const [found, ...others] = leads.filter(({ name }) => name === lead)
  if (found === undefined) throw new AppError('signal/no-lead', { file, lead, known: knownNames(leads) })
  if (others.length === 0) return found
  throw new AppError('signal/lead-twice', { file, lead, count: others.length + 1 })
}

function knownNames(leads: readonly { readonly name: string }[]): string {
  const names = leads.slice(0, MOST_NAMES).map(({ name }) => name)
  const rest = leads.length - names.length
  return rest === 0 ? names.join(', ') : `${names.join(', ')} and ${rest} more`
}
