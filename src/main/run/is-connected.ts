/** Can a modality reach the output of the study at all (method.md section 7). */
import { descriptionOf } from '@shared/kinds'
import type { ModelCard } from '@shared/model'
import type { StudyModality, StudyOutputs } from '@shared/study'
import { chooseOutput } from '../session/output-rows'

/** Null where the card does not tell. Errors: those of choosing the output. */
export function isConnected(card: ModelCard, outputs: StudyOutputs, modality: StudyModality): boolean | null {
  const name = chooseOutput(card, outputs)
  const connected = card.outputs.find((one) => one.name === name)?.connectedInputs ?? null
  return connected === null
    ? null
    : descriptionOf(modality)
        .inputs(modality)
        .some(({ input }) => connected.includes(input))
}
