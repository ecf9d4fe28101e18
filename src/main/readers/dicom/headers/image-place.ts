/** Where a DICOM image lies in the patient: by its position, else how it is turned, by letters alone. */
import { at } from '@shared/at'
import { isAppError } from '@shared/errors'
import { directionOf, lettersOf, type LetteredDirections } from '@shared/picture/directions'
import type { ImageValue } from '../../source-value'
import { toVolumeSpace } from '../series/volume-space'
import { attributes } from './attributes'
import type { DicomDataSet } from './dicom-data-set'
import type { SliceHeader } from './slice-header'
import { toSlicePlane, type SlicePlane } from './slice-plane'

type Place = Pick<ImageValue, 'affineLps' | 'directions'>

/** Images of a beam have no plane of their own: some writers fill in a default one, which is no reason to doubt their letters. */
const projections = new Set(['CR', 'DX', 'MG', 'IO', 'PX', 'RG', 'XA', 'RF'])

/**
 * Finds the affine by ImagePositionPatient, ImageOrientationPatient and PixelSpacing; where one is missing or wrong, the directions by
 * PatientOrientation or by ImageOrientationPatient: an image can be read without a place. Where the two say different things of a projection,
 * PatientOrientation holds. Source: PS3.3 C.7.6.2.1.1, C.7.6.1.1.1. Limits: letters of animals that stand on four legs are passed over.
 */
export function toImagePlace(dataSet: DicomDataSet, slice: SliceHeader): Place {
  const letters = patientOrientation(dataSet)
  const plane = planeOf(slice)
  const stated = plane === null ? orientationLetters(slice) : ofPlane(plane)
  const isProjection = projections.has(slice.dicomModality)
  if (letters !== null && (stated === null || (isProjection && !agree(letters, stated))))
    return { directions: letters }
  if (plane !== null) return { affineLps: affineOf(plane, slice) }
  return stated === null ? {} : { directions: stated }
}

/** Null where a volume could not be made of the slice either. */
function planeOf(slice: SliceHeader): SlicePlane | null {
  try {
    return toSlicePlane(slice)
  } catch (thrown) {
    if (isAppError(thrown)) return null
    throw thrown
  }
}

/** A thickness is needed to place voxels before and behind, of which an image has none: without one any will do. */
function affineOf(plane: SlicePlane, { sliceSpacingMm }: SliceHeader): readonly number[] {
  const spacingMm = sliceSpacingMm !== null && sliceSpacingMm > 0 ? sliceSpacingMm : 1
  return toVolumeSpace({ first: plane, last: plane, depth: 1, spacingMm }).affineLps
}

function ofPlane({ rowDirection, columnDirection }: SlicePlane): LetteredDirections {
  return { x: lettersOf(rowDirection), y: lettersOf(columnDirection) }
}

/** Directions of a file whose position or spacing is missing. */
function orientationLetters(slice: SliceHeader): LetteredDirections | null {
  const plane = planeOf({ ...slice, positionLps: [0, 0, 0], pixelSpacingMm: [1, 1] })
  return plane === null ? null : ofPlane(plane)
}

/** A row of pixels runs to the first value, a column to the second: "A\\FR" is to the front, and down and a little to the right. */
function patientOrientation(dataSet: DicomDataSet): LetteredDirections | null {
  if (dataSet.text(attributes.anatomicalOrientation) === 'QUADRUPED') return null
  const words = (dataSet.text(attributes.patientOrientation) ?? '').split('\\').map(toLetters)
  const [x = null, y = null] = words
  if (words.length !== 2 || x === null || y === null) return null
  return mainAxis(x) === mainAxis(y) ? null : { x, y }
}

/** H and F, head and feet, are S and I here; null for what is no direction: letters of one axis twice, others, none. */
function toLetters(word: string): string | null {
  const letters = word.trim().replaceAll('H', 'S').replaceAll('F', 'I')
  const axes = Array.from(letters, (letter) => directionOf(letter)?.axis ?? null)
  const isOne = axes.length > 0 && !axes.includes(null) && new Set(axes).size === axes.length
  // S and I themselves are no letters of DICOM.
  return isOne && /^[LRAPHF]+$/.test(word.trim()) ? letters : null
}

function agree(one: LetteredDirections, other: LetteredDirections): boolean {
  return at(one.x, 0) === at(other.x, 0) && at(one.y, 0) === at(other.y, 0)
}

function mainAxis(letters: string): number | undefined {
  return directionOf(letters.charAt(0))?.axis
}
