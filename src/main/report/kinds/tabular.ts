/** Records: a bar for each attribute. */
import { effectBars } from './effect-bars'
import type { ReportKind } from './kind'

export const tabularKind: ReportKind = {
  picture: null,
  // A record that is masked as one part has no attributes to compare.
  blocks: (part, index, scale) =>
    part.layout.kind === 'attributes' ? effectBars(part, index, scale, 'attribute') : [],
}
