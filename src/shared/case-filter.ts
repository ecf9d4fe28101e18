/** Which cases of a study a list shows, and in which order: the one filter of the table, of the way from case to case and of exports. */
import { z } from 'zod'
import { caseConditionSchema } from './study/case-conditions'

/** What was noticed of a case beside its cells. */
export const caseFlags = [
  'patient-in-splits',
  'same-file',
  'same-content',
  'no-file-named',
  'missing-file',
] as const

export const caseFilterSchema = z.object({
  search: z.string().default('').describe('letters of the case, the patient or a cell that is no number'),
  conditions: z.array(caseConditionSchema).default([]),
  flags: z.array(z.enum(caseFlags)).default([]).describe('cases with any of these'),
  isSelected: z.boolean().nullable().default(null).describe('taken by run.cases of the study, or not'),
})

export const caseOrderSchema = z.object({ column: z.string(), isDescending: z.boolean().default(false) })

/** A list of cases: what it shows, in which order. */
export const caseListingSchema = z.object({
  filter: caseFilterSchema.prefault({}),
  order: caseOrderSchema.nullable().default(null).describe('null: as in the table'),
})

export type CaseFlag = (typeof caseFlags)[number]
export type CaseFilter = z.output<typeof caseFilterSchema>
export type CaseOrder = z.output<typeof caseOrderSchema>
export type CaseListing = z.output<typeof caseListingSchema>

/** Every case. */
export const everyCase: CaseFilter = { search: '', conditions: [], flags: [], isSelected: null }
/** Every case, as in the table. */
export const wholeTable: CaseListing = { filter: everyCase, order: null }

/** True for a filter that leaves every case. */
export function isEveryCase({ search, conditions, flags, isSelected }: CaseFilter): boolean {
  return search.trim() === '' && conditions.length === 0 && flags.length === 0 && isSelected === null
}
