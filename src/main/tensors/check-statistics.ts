/** A record's encodings are checked once, before the first case. */
import { AppError } from '@shared/errors'
import type { Attribute, TabularModality } from '@shared/study'
import type { AttributeStatistics, ColumnStatistics } from './column-statistics'

/**
 * Refuses encodings whose statistics are absent or divide by 0.
 * Errors: tensor/no-statistics, tensor/no-spread, tensor/imputation (one-hot has no mean or median).
 */
export function checkStatistics(modality: TabularModality, statistics: ColumnStatistics): void {
  for (const attribute of modality.attributes) {
    const found = statistics.get(attribute.name)
    checkPresence(modality.name, attribute, found)
    checkSpread(modality.name, attribute, found)
  }
}

function checkPresence(modality: string, attribute: Attribute, found: AttributeStatistics | undefined): void {
  const { name, encoding, missing } = attribute
  const imputed = missing === 'mean' || missing === 'median' || missing === 'mode' ? missing : null
  if (encoding.kind === 'one-hot' && imputed !== null && imputed !== 'mode') {
    throw new AppError('tensor/imputation', {
      modality,
      attribute: name,
      statistic: imputed,
      encoding: encoding.kind,
    })
  }
  const isCohort = 'statistics' in encoding && encoding.statistics === 'cohort'
  if (found === undefined && (isCohort || imputed !== null)) {
    const statistic = isCohort ? encoding.kind : (imputed ?? 'mean')
    throw new AppError('tensor/no-statistics', {
      modality,
      attribute: name,
      column: attribute.column ?? name,
      statistic,
    })
  }
}

function checkSpread(modality: string, attribute: Attribute, found: AttributeStatistics | undefined): void {
  const { encoding } = attribute
  const place = { modality, attribute: attribute.name, column: attribute.column ?? attribute.name }
  const isFlat =
    (encoding.kind === 'z-score' && encoding.statistics === 'cohort' && found?.std === 0) ||
    (encoding.kind === 'min-max' &&
      hasNoRange(encoding.statistics === 'cohort' ? found : encoding.statistics))
  if (isFlat) throw new AppError('tensor/no-spread', { ...place, encoding: encoding.kind })
}

function hasNoRange(range: { readonly min: number; readonly max: number } | undefined): boolean {
  return range !== undefined && range.min === range.max
}
