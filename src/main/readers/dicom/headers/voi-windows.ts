/** The windows that a DICOM file proposes for its screen. */
import { isAppError } from '@shared/errors'
import { fileWindowName, type ValueWindow } from '@shared/picture/value-window'
import { attributes, type Attribute } from './attributes'
import { decodeDicomText } from './character-set'
import type { DicomDataSet } from './dicom-data-set'

/**
 * Reads the windows of an image or of one of its functional groups, in the unit of the rescaled values, named by their explanation. What is
 * no pair of a number and a width above 0 is left out: an image can be read without it. `characterSet` is that of the file.
 * Limits: LINEAR (PS3.3 C.11.2.1.2.1) lies half a value lower and is a value narrower, of which a screen shows nothing while width and
 * level would no longer be those of the file; a table (VOILUTSequence) is passed over.
 */
export function toWindows(dataSet: DicomDataSet, characterSet: string | null): readonly ValueWindow[] {
  const centers = numbersOf(dataSet, attributes.windowCenter)
  const widths = numbersOf(dataSet, attributes.windowWidth)
  const names = namesOf(dataSet, characterSet)
  const windows = centers.flatMap((center, index): ValueWindow[] => {
    const width = widths[index] ?? 0
    if (!(width > 0)) return []
    const explained = names[index] ?? ''
    const name = explained === '' ? fileWindowName(index + 1) : explained
    return [{ name, low: center - width / 2, high: center + width / 2 }]
  })
  // Some writers give the same window several times.
  return windows.filter(
    ({ low, high }, index) => windows.findIndex((one) => one.low === low && one.high === high) === index,
  )
}

/** Windows of values that are multiplied. */
export function scaleWindows(windows: readonly ValueWindow[], factor: number): readonly ValueWindow[] {
  return windows.map(({ name, low, high }) => ({ name, low: low * factor, high: high * factor }))
}

const longestName = 24

function namesOf(dataSet: DicomDataSet, characterSet: string | null): readonly string[] {
  const bytes = dataSet.raw(attributes.windowNames)
  if (bytes === null) return []
  return decodeDicomText(bytes, characterSet)
    .split('\\')
    .map((name) =>
      name
        .replace(/[\s\p{Cc}]+/gu, ' ')
        .trim()
        .slice(0, longestName),
    )
}

function numbersOf(dataSet: DicomDataSet, attribute: Attribute): readonly number[] {
  try {
    return dataSet.numbers(attribute) ?? []
  } catch (thrown) {
    if (isAppError(thrown)) return []
    throw thrown
  }
}
