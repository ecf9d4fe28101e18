/** The table of kinds: a new kind of modality registers its schema and its description here. */
import { z } from 'zod'
import { imageKind, type ImageModality } from './image'
import type { KindDescription } from './kind'
import { signalKind } from './signal'
import { tabularKind } from './tabular'
import { textKind } from './text'
import { volumeKind, type VolumeModality } from './volume'

export type { CellPath, FedInput, KindDescription, KindProblem, UsedColumn, ValuePlace } from './kind'
export type { ImageModality } from './image'
export { labelPartWords, restName, type LabelParts } from './label-parts'
export type { SignalModality } from './signal'
export type { TabularModality } from './tabular'
export type { TextModality } from './text'
export type { VolumeModality } from './volume'

export const sharedKinds = {
  image: imageKind,
  volume: volumeKind,
  signal: signalKind,
  text: textKind,
  tabular: tabularKind,
}

export const modalitySchema = z.discriminatedUnion('kind', [
  imageKind.schema,
  volumeKind.schema,
  signalKind.schema,
  textKind.schema,
  tabularKind.schema,
])

/** What a screen is told of a case, for each kind. */
export const previewSchemas = [
  imageKind.preview,
  volumeKind.preview,
  signalKind.preview,
  textKind.preview,
  tabularKind.preview,
] as const

/** One modality of a study: where its value comes from, how it becomes a tensor, its parts and their replacement. */
export type StudyModality = z.output<typeof modalitySchema>
export type ModalityKind = StudyModality['kind']
export type ModalityOf<Kind extends ModalityKind> = Extract<StudyModality, { kind: Kind }>
/** Values on a grid. */
export type GridModality = ImageModality | VolumeModality

export const modalityKinds = Object.keys(sharedKinds) as [ModalityKind, ...ModalityKind[]]

/** What the kind of a modality says of it. */
export function descriptionOf({ kind }: StudyModality): KindDescription<StudyModality> {
  // The table has under a kind what that kind says: whoever asks hands in the modality that was asked for.
  return sharedKinds[kind].description as KindDescription<StudyModality>
}
