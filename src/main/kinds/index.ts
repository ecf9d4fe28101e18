/** The table of kinds: what the program does with each kind of modality. A new kind registers here and in shared/kinds. */
import type { ModalityKind, ModalityOf } from '@shared/kinds'
import type { StudyModality } from '@shared/study'
import { imageKind } from './image'
import type { Kind } from './kind'
import { signalKind } from './signal'
import { tabularKind } from './tabular'
import { textKind } from './text'
import { volumeKind } from './volume'

export type { CaseValue, Kind, MaskerContext, TensorMakerContext, ValueView } from './kind'

const kinds: { readonly [Name in ModalityKind]: Kind<ModalityOf<Name>> } = {
  signal: signalKind,
  image: imageKind,
  volume: volumeKind,
  text: textKind,
  tabular: tabularKind,
}

/** What is done with the kind of a modality. */
export function kindOf({ kind }: Pick<StudyModality, 'kind'>): Kind<StudyModality> {
  // The table has under a kind what is done with that kind: whoever asks hands in the modality that was asked for.
  return kinds[kind] as unknown as Kind<StudyModality>
}

/** All kinds, in the order in which they claim the inputs of a model. */
export const allKinds = Object.values(kinds) as unknown as readonly Kind<StudyModality>[]
