/** Which part every element of a picture's tensor belongs to, where its parts are labels. */

export interface MappedLabel {
  readonly name: string
  /** In the label map, the smallest of a name; null for the rest. */
  readonly value: number | null
  /** Elements of one channel. */
  readonly voxels: number
}

/** Nothing changes it after it is made. */
export interface LabelMap {
  /** Whose it is; draws of control regions are seeded by it. */
  readonly caseId: string
  /** Spatial axes of the tensor. */
  readonly dims: readonly number[]
  /** By value; the rest, where it is a part, is the last. */
  readonly labels: readonly MappedLabel[]
  /** Index into `labels` of every element of one channel, last axis fastest; -1 where nothing is masked. */
  readonly partOf: Int32Array
}
