/** The series of a scanned folder that are to be cases. */
import type { ScannedFolder, ScannedSeries } from '@shared/scan'

export interface SeriesChoice {
  /** Letters of the description. */
  readonly letters: string
  /** '' takes all. */
  readonly dicomModality: string
  readonly leastSlices: number
  /** Only the series with most slices of each study. */
  readonly isOnePerStudy: boolean
}

export interface ChosenSeries {
  readonly series: readonly ScannedSeries[]
  readonly patientCount: number
}

export function chooseSeries(
  { patients }: Pick<ScannedFolder, 'patients'>,
  choice: SeriesChoice,
): ChosenSeries {
  const letters = choice.letters.trim().toLowerCase()
  const fits = ({ description, dicomModality, sliceCount }: ScannedSeries): boolean =>
    (description ?? '').toLowerCase().includes(letters) &&
    (choice.dicomModality === '' || dicomModality === choice.dicomModality) &&
    sliceCount >= choice.leastSlices
  const ofPatients = patients.map(({ studies }) =>
    studies.flatMap(({ series }) => {
      const fitting = series.filter(fits)
      return choice.isOnePerStudy
        ? fitting.toSorted((a, b) => b.sliceCount - a.sliceCount).slice(0, 1)
        : fitting
    }),
  )
  return { series: ofPatients.flat(), patientCount: ofPatients.filter((list) => list.length > 0).length }
}
