/** Is the output of the model what the study says of it? */
import { toErrorData, type ErrorData } from '@shared/errors'
import type { ModelCard, ModelOutput } from '@shared/model'
import type { Study, StudyOutputs } from '@shared/study'
import { chooseOutput, cutOf } from './output-rows'

/** Checks that the output exists and has the named values, and how the graph ends against the activation of the study. */
export function checkOutput(card: ModelCard, { outputs }: Study): ErrorData[] {
  try {
    const name = chooseOutput(card, outputs)
    const output = card.outputs.find((one) => one.name === name)
    if (output === undefined) return []
    checkWidth(output, outputs)
    return checkActivation(output, outputs)
  } catch (thrown) {
    return [toErrorData(thrown, 'check outputs')]
  }
}

/** Only where the graph knows all axes behind the batch; otherwise the first run tells. */
function checkWidth({ dims }: ModelOutput, outputs: StudyOutputs): void {
  const axes = dims.slice(1).filter((length) => typeof length === 'number')
  if (axes.length === 0 || axes.length < dims.length - 1) return
  cutOf(
    axes.reduce((product, length) => product * length, 1),
    outputs,
  )
}

function checkActivation(
  { name, lastOperator, activationInGraph: inGraph }: ModelOutput,
  { activation, kind, space }: StudyOutputs,
): ErrorData[] {
  if (inGraph !== 'none' && activation !== 'none') {
    return [{ code: 'model/activation-twice', details: { output: name, inGraph, applied: activation } }]
  }
  const isLabel = kind === 'multi-label' || kind === 'multi-class'
  if (inGraph === 'none' && activation === 'none' && isLabel && space === 'output') {
    return [{ code: 'model/logits', details: { output: name, lastOperator, kind } }]
  }
  return []
}
