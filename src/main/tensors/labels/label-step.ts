/** What a preprocessing step of a picture does to the label map beside it. */
import type { Step } from '@shared/study'
import type { Grid, TensorPlace } from '../grid'
import { applyStep } from '../steps/apply-step'

/**
 * Carries a map that lies on the picture's grid through the same step: geometry by the nearest voxel, with nothing (0) where the picture
 * has no values; steps of intensity and colour change nothing. Every step that moves voxels goes by dims and place alone, so both
 * stay on one grid. Errors: those of the step.
 */
export function applyLabelStep(labels: Grid, step: Step, place: TensorPlace): Grid {
  switch (step.step) {
    case 'resize':
      return applyStep(labels, { ...step, interpolation: 'nearest', antialias: false }, place)
    case 'resample':
      return applyStep(labels, { ...step, interpolation: 'nearest' }, place)
    case 'reslice':
      return applyStep(labels, { ...step, interpolation: 'nearest', outside: 0 }, place)
    case 'pad':
      return applyStep(labels, { ...step, value: 0 }, place)
    case 'crop':
    case 'orient':
      return applyStep(labels, step, place)
    case 'clip':
    case 'window':
    case 'scale':
    case 'normalise':
    case 'channels':
      return labels
  }
}
