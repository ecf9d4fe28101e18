/** The table of replacement values of images, volumes, signals and records; a new family is registered here. */
import type { GridReplacement, SignalReplacement, TabularReplacement } from '@shared/study'
import type { CohortTensors } from '../masker'
import type { NumericReplacement } from '../part-view'
import { createBlur } from './blur'
import { createCaseMean } from './case-mean'
import { createChannelMean } from './channel-mean'
import { createCohortValue } from './cohort'
import { createDonor } from './donor'
import { createFixedValue } from './fixed-value'
import { createLine } from './line'
import { createNoise } from './noise'
import { createPatchMean } from './patch-mean'

/** What a study may name for numbers. */
export type NumericChoice = GridReplacement | TabularReplacement | SignalReplacement

/** Creates the replacement that the study names (method.md section 2). Errors: masker/no-cohort. */
export function createNumericReplacement(
  replacement: NumericChoice,
  { modality, cohort }: { readonly modality: string; readonly cohort: CohortTensors | null },
): NumericReplacement {
  switch (replacement.kind) {
    case 'zero':
      return createFixedValue(0)
    case 'constant':
      return createFixedValue(replacement.value)
    case 'case-mean':
      return createCaseMean()
    case 'channel-mean':
      return createChannelMean()
    case 'patch-mean':
      return createPatchMean()
    case 'cohort-mean':
    case 'cohort-median':
    case 'cohort-mode':
      return createCohortValue(cohort, { modality, replacement: replacement.kind })
    case 'blur':
      return createBlur(replacement.sigma)
    case 'noise':
      return createNoise(replacement)
    case 'line':
      return createLine()
    case 'donor':
      return createDonor()
  }
}
