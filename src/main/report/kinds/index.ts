/** The table of kinds in a report. A new kind registers what is printed of it here. */
import type { ModalityKind } from '@shared/kinds'
import { gridKind } from './grid'
import type { ReportKind } from './kind'
import { signalKind } from './signal'
import { tabularKind } from './tabular'
import { textKind } from './text'

export const reportKinds: Readonly<Record<ModalityKind, ReportKind>> = {
  image: gridKind,
  volume: gridKind,
  signal: signalKind,
  text: textKind,
  tabular: tabularKind,
}
