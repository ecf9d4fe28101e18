/** The table of preprocessing steps; a new step is registered here. */
import type { Step } from '@shared/study'
import type { Grid, TensorPlace } from '../grid'
import { chooseChannels } from './channels'
import { clip } from './clip'
import { crop } from './crop'
import { normalise } from './normalise'
import { orient } from './orient'
import { pad } from './pad'
import { resample } from './resample'
import { reslice } from './reslice'
import { resize } from './resize'
import { scale } from './scale'
import { applyWindow } from './window'

/** Applies one step of the study to a grid and returns a new grid. Errors: those of the step, `tensor/...`. */
export function applyStep(grid: Grid, step: Step, place: TensorPlace): Grid {
  switch (step.step) {
    case 'resize':
      return resize(grid, step, place)
    case 'crop':
      return crop(grid, step, place)
    case 'pad':
      return pad(grid, step, place)
    case 'resample':
      return resample(grid, step, place)
    case 'reslice':
      return reslice(grid, step, place)
    case 'orient':
      return orient(grid, step, place)
    case 'clip':
      return clip(grid, step, place)
    case 'window':
      return applyWindow(grid, step, place)
    case 'scale':
      return scale(grid, step, place)
    case 'normalise':
      return normalise(grid, step, place)
    case 'channels':
      return chooseChannels(grid, step, place)
  }
}
