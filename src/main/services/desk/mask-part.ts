/** A modality of a case of a run with one part masked, as the model was given it. */
import { at } from '@shared/at'
import { AppError } from '@shared/errors'
import { partCount } from '@shared/part'
import type { Tensor } from '@shared/tensor'
import type { CaseValue } from '../../kinds'
import type { Masker, PartIndex } from '../../maskers/masker'
import { loadDonors } from '../../run/donors'
import type { PreparedStudy } from '../../run/prepared-study'

/** What masks the cases of a run. */
export interface MaskedStudy {
  readonly prepared: PreparedStudy
  readonly maskers: readonly Masker[]
}

/** `name` is that of results: a modality, or a channel group of it. */
export interface MaskedPart {
  readonly caseId: string
  readonly name: string
  readonly part: PartIndex
}

/** Masks the first draw of a part. Errors: run/no-such-part, those of readers for a donor. */
export async function maskPart(
  source: CaseValue,
  { prepared, maskers }: MaskedStudy,
  { caseId, name, part }: MaskedPart,
): Promise<CaseValue> {
  const masker = maskers.find((one) => one.name === name)
  const datasetCase = prepared.dataset.cases.find((one) => one.caseId === caseId)
  if (masker === undefined || datasetCase === undefined)
    throw new AppError('study/no-such-case', { caseId, modality: name })
  const { tensors } = source
  const count = partCount(masker.layout(tensors))
  if (part !== 'whole' && part >= count)
    throw new AppError('run/no-such-part', { modality: name, part, count })
  const slot = new Map([...tensors.tensors].map(([input, { values }]) => [input, values.slice()]))
  const donors = await loadDonors(prepared, datasetCase)
  const donor = donors.get(masker.source)?.[0] ?? null
  masker.mask(tensors, part, slot, { seed: prepared.settings.seed, caseId, draw: 0, donor })
  return withValues(source, slot)
}

/** What masking changed: masked minus original values, in the unit of the model. */
export function differenceOf(masked: CaseValue, original: CaseValue): CaseValue {
  const changed = [...original.tensors.tensors].map(([input, { values }]) => {
    const after = masked.tensors.tensors.get(input)?.values
    if (!(values instanceof Float32Array) || !(after instanceof Float32Array))
      throw new AppError('study/not-a-picture', { modality: original.modality.name })
    return [input, after.map((value, place) => value - at(values, place))] as const
  })
  return withValues(original, new Map(changed))
}

function withValues(source: CaseValue, values: ReadonlyMap<string, Tensor['values']>): CaseValue {
  const tensors = [...source.tensors.tensors].map(
    // A slot holds what the tensor holds: numbers for numbers, ids for ids.
    ([input, tensor]) =>
      [input, { ...tensor, values: values.get(input) ?? tensor.values } as Tensor] as const,
  )
  return { ...source, tensors: { ...source.tensors, tensors: new Map(tensors) } }
}
