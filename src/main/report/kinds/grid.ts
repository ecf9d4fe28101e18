/** Images and volumes: a picture with its map. */
import type { Block } from '../report-document'
import { effectBars } from './effect-bars'
import type { ReportKind } from './kind'

export const gridKind: ReportKind = { picture: 'pixels', blocks: labelBars }

/** Labels have names, which the picture does not tell. */
function labelBars(...[part, index, scale]: Parameters<ReportKind['blocks']>): Block[] {
  const { layout } = part
  return layout.kind === 'labels' && layout.labels.length > 0 ? effectBars(part, index, scale, 'label') : []
}
