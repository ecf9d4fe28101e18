/** Where leads and time lie in the tensor of a signal. */
import type { SignalModality } from '@shared/kinds/signal'
import { findGridAxes, type GridAxes, type GridLayoutName } from '../../tensors/grid-axes'

/** Leads are the channels of a grid with one spatial axis. */
export const boxLayouts: Readonly<Record<SignalModality['layout'], GridLayoutName>> = {
  'leads-first': 'channels-first',
  'samples-first': 'channels-last',
  'no-leads': 'no-channels',
}

/** Leads as channels, and time. */
export function findTimeAxes(dims: readonly number[], layout: SignalModality['layout']): GridAxes | null {
  return findGridAxes(dims, 1, boxLayouts[layout])
}
