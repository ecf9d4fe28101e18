/** One case: its shares, and the difference of every part (method.md sections 1 and 4). */
import { at } from '@shared/at'
import type { CaseContribution } from '@shared/contribution'
import type { CaseOutputs } from '@shared/outputs'
import { toShares } from './aggregate'
import type { ContributionOptions } from './contribution-options'
import { toCaseDifferences } from './differences'
import { exactSum } from './exact-sum'
import { createSameLabel, findFlips } from './flips'

/** Derives everything that is shown of one case; its m_i are null when it is silent. */
export function toCaseContribution(
  outputs: CaseOutputs,
  { outputs: studyOutputs, responseFloor }: Pick<ContributionOptions, 'outputs' | 'responseFloor'>,
): CaseContribution {
  const { modalities, isSilent } = toCaseDifferences(outputs, responseFloor)
  const shares = isSilent ? null : toShares(modalities.map(({ perClass }) => exactSum(perClass)))
  const isSame = createSameLabel(studyOutputs)
  return {
    caseId: outputs.caseId,
    silent: isSilent,
    labels: outputs.labels ?? [],
    originalOutput: outputs.originalOutput,
    joint: (outputs.joint ?? []).map(({ name, output }) => ({
      name,
      signed: outputs.originalOutput.map((value, index) => value - at(output, index)),
    })),
    modalities: outputs.modalities.map((stored, index) => ({
      modality: stored.modality,
      contribution: shares === null ? null : at(shares, index),
      layout: stored.layout,
      ...(stored.recording === undefined ? {} : { recording: stored.recording }),
      signed: at(modalities, index).signed.map((row) => [...row]),
      whole: [...at(modalities, index).wholeSigned],
      inertParts: stored.inertParts,
      flips: findFlips(outputs, stored, isSame),
    })),
  }
}
