/** What a reader makes of a file, in the units of the file. */
import type { ErrorData } from '@shared/errors'
import type { LetteredDirections } from '@shared/picture/directions'
import type { ValueWindow } from '@shared/picture/value-window'

/** What the user should know about a source that could be read nevertheless. Absent when there is nothing to say. */
export interface WithNotices {
  readonly notices?: readonly ErrorData[]
}

/** How samples are read: as the colours that they stand for, or as the numbers that are stored. */
export type SamplesAs = 'colours' | 'numbers'

/** A label map beside a picture, as its file has it. */
export interface LabelValue {
  /** Base name of the file, for sentences. */
  readonly file: string
  /** Values that name labels; 0 is none. Whether they are whole is not yet checked. */
  readonly map: ImageValue | VolumeValue | ArrayValue
  /** Names that the file gives its values. */
  readonly names: ReadonlyMap<number, string>
}

interface WithLabels {
  /** Only where the parts of the modality are labels. */
  readonly labels?: LabelValue
}

interface WithWindows {
  /** What the file proposes for the screen, in the unit of the values; absent where it proposes nothing. */
  readonly windows?: readonly ValueWindow[]
}

/** One of the files that a value was read from. */
export interface SourceFile {
  readonly path: string
  /** Which frame of it, from 0; null where it is read as a whole. */
  readonly frame: number | null
}

interface WithFiles {
  /** Of DICOM: the file of every slice along z. */
  readonly files?: readonly SourceFile[]
}

/** Height and width of a pixel: [between rows, between columns]. */
export interface PixelSize {
  readonly size: readonly [number, number]
  /** A ratio has no unit: the file says only how much higher or wider a pixel is. */
  readonly unit: 'mm' | 'ratio'
  /** Said where a step counts in mm and the size is not that in the patient. */
  readonly doubt?: ErrorData
}

/** Stored values, channels last as files hold them. Grey has one channel; alpha is dropped with a notice by the reader. */
export interface ImageValue extends WithNotices, WithLabels, WithWindows, WithFiles {
  readonly kind: 'image'
  /** [height, width, channels] */
  readonly dims: readonly [number, number, number]
  readonly values: Float32Array
  /** Largest value the file format can hold: 255, 65535; for DICOM that of BitsStored, after rescale. */
  readonly maxValue: number
  /** Absent where the file does not give it. */
  readonly pixelSize?: PixelSize
  /** 4 x 4 row-major: pixel index (x, y, 0, 1) -> LPS position in mm; absent where the file gives no position. */
  readonly affineLps?: readonly number[]
  /** Only where the file says how the image is turned, but not where it lies. */
  readonly directions?: LetteredDirections
}

export interface VolumeValue extends WithNotices, WithLabels, WithWindows, WithFiles {
  readonly kind: 'volume'
  /** [depth, height, width] = [z, y, x]; z grows along the slice normal (rows x columns). */
  readonly dims: readonly [number, number, number]
  /** Rescaled to the physical unit. */
  readonly values: Float32Array
  /** HU for CT, otherwise what the file says or an empty string. */
  readonly unit: string
  /** [z, y, x] in mm. */
  readonly spacingMm: readonly [number, number, number]
  /** 4 x 4 row-major: voxel index (x, y, z, 1) -> LPS position in mm. */
  readonly affineLps: readonly number[]
}

/** A tensor saved by the user (NPY): preprocessing steps may follow, geometry is unknown. */
export interface ArrayValue extends WithNotices, WithLabels {
  readonly kind: 'array'
  readonly dims: readonly number[]
  readonly values: Float32Array
}

/** Leads of a recording over time. */
export interface SignalValue extends WithNotices {
  readonly kind: 'signal'
  /** [leads, samples] */
  readonly dims: readonly [number, number]
  /** In the unit of each lead, lead by lead. */
  readonly values: Float32Array
  readonly leads: readonly { readonly name: string; readonly unit: string }[]
  /** Samples per second; null where the file does not say. */
  readonly rateHz: number | null
}

export interface TextValue extends WithNotices {
  readonly kind: 'text'
  readonly text: string
}

export interface RecordValue {
  readonly kind: 'record'
  readonly cells: Readonly<Record<string, string>>
}

export type SourceValue = ImageValue | VolumeValue | ArrayValue | SignalValue | TextValue | RecordValue
