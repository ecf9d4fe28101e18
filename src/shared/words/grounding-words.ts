/** Whether the model looks where a finding is, as sentences and a table (method.md section 8). */
import type { IntervalNote } from '../contribution'
import type { GroundingComparison, GroundingResult } from '../grounding-result'
import { intervalNoteWords } from './interval-words'

export interface GroundingTable {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** How often each label matters more than its controls, and by how much: two tables, as one is too wide for a page of paper. */
export function toGroundingTables(grounding: readonly GroundingResult[]): readonly GroundingTable[] {
  const rowsOf = (cellsOf: (figures: GroundingComparison) => string[]): string[][] =>
    grounding.flatMap((one) =>
      comparisonsOf(one).map(([against, figures]) => [
        `${one.modality}/${one.label}`,
        against,
        ...cellsOf(figures),
      ]),
    )
  return [
    {
      head: ['label', 'against', 'cases', 'patients', 'matters more in', '95 % interval', ''],
      rows: rowsOf(shareCells),
    },
    {
      head: ['label', 'against', 'amount', 'control', 'difference', '95 % interval', ''],
      rows: rowsOf(amountCells),
    },
  ]
}

/** One row per label that the case has, and kind of control; null where there is none. */
export function toCaseGroundingTable(
  grounding: readonly GroundingResult[],
  caseId: string,
): GroundingTable | null {
  const rows = grounding.flatMap(({ modality, label, cases }) => {
    const one = cases.find((each) => each.caseId === caseId)
    if (one === undefined) return []
    const places = `elsewhere (${one.placed} ${one.placed === 1 ? 'place' : 'places'})`
    const controls = [[places, one.elsewhere] as const, ['another patient', one.other] as const]
    return controls.flatMap(([against, control]) =>
      control === null
        ? []
        : [
            [
              `${modality}/${label}`,
              against,
              figure(one.label),
              figure(control.amount),
              control.mattersMore ? 'yes' : 'no',
            ],
          ],
    )
  })
  const head = ['label', 'against', 'amount', 'control', 'matters more']
  return rows.length === 0 ? null : { head, rows }
}

/** What a label was compared with, in the order of tables. */
export function comparisonsOf({
  elsewhere,
  otherPatient,
}: GroundingResult): readonly (readonly [against: string, figures: GroundingComparison])[] {
  const others = otherPatient === null ? [] : [['another patient', otherPatient] as const]
  return [['elsewhere', elsewhere], ...others]
}

function shareCells({
  caseCount,
  patientCount,
  share,
  interval,
  intervalNote,
}: GroundingComparison): string[] {
  return [
    String(caseCount),
    String(patientCount),
    share === null ? '-' : `${Number((100 * share).toPrecision(3))} %`,
    interval === null ? 'none' : interval.map((end) => end.toFixed(3)).join(' to '),
    caseCount === 0 ? 'nothing to compare' : shareNote(share, intervalNote),
  ]
}

/** Where all or none of the cases are won, an interval of shares speaks of responses. */
function shareNote(share: number | null, note: IntervalNote | null): string {
  if (note === 'no-response-seen' || note === 'nothing-else-responds')
    return share === 0 ? 'in no case' : 'in every case'
  return note === null ? '' : intervalNoteWords(note)
}

function amountCells(one: GroundingComparison): string[] {
  const { caseCount, differenceInterval: interval, differenceNote: note } = one
  return [
    figure(one.labelAmount),
    figure(one.controlAmount),
    figure(one.difference),
    interval === null ? 'none' : interval.map(figure).join(' to '),
    note === null || caseCount === 0 ? '' : intervalNoteWords(note),
  ]
}

/** What the intervals let one say of each label. */
export function groundingSentences(grounding: readonly GroundingResult[]): string[] {
  return grounding.map((one) => {
    const { modality, label, output, elsewhere } = one
    const { share, interval, caseCount } = elsewhere
    const ofWhat = output === null ? 'the outputs' : output
    if (share === null) return `${label} of ${modality}: ${nothingElsewhere(one)}.`
    const won = Math.round(share * caseCount)
    const fact = `masking it moves ${ofWhat} more than masking the same shape elsewhere in ${won} of ${caseCount} cases`
    return `${label} of ${modality}: ${verdictOf(interval)}: ${fact}.`
  })
}

function nothingElsewhere({ cases, otherPatient }: GroundingResult): string {
  if (cases.length === 0) return 'no case has it'
  const placed = 'its shape was placed nowhere else in the picture of any case'
  if (otherPatient === null || otherPatient.caseCount === 0) return `${placed}, so nothing is compared`
  return `${placed}; it is compared with another patient alone, which does not say where the model looks`
}

function verdictOf(interval: readonly [number, number] | null): string {
  if (interval === null) return 'not decided, no interval'
  if (interval[0] > 0.5) return 'the model looks at it more than elsewhere'
  if (interval[1] < 0.5) return 'the model does not look at it more than elsewhere'
  return 'not decided, the interval holds one half'
}

export const groundingNote =
  'Amount: sum over outputs of the change when the label is masked, mean over cases; control: the same of its shape at other places of the same picture, or of the ' +
  'label of another patient in its shape and place. Matters more: share of the cases in which the label has the larger amount; above one half with its whole interval ' +
  'the model looks where the finding is. None of these masks is inside m.'

function figure(value: number | null): string {
  if (value === null) return '-'
  return value === 0 ? '0' : value.toPrecision(3)
}
