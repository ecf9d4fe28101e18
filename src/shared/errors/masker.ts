import { entry, times } from './entry'

type Dims = readonly number[]
type Where = Readonly<{ caseId: string; modality: string }>

export const maskerErrors = {
  'masker/no-match': entry<{ modality: string }>(
    'input',
    (d) => `${d.modality}: matchParts needs another modality with a known number of parts.`,
    'Give a patch or block size instead.',
  ),
  'masker/ragged-grid': entry<{ modality: string; dims: Dims; size: Dims; stride: Dims }>(
    'input',
    (d) =>
      `${d.modality}: parts of ${times(d.size)} at a stride of ${times(d.stride)} do not end at the edge of ${times(d.dims)}.`,
    'Choose a size that divides the axes, or edge: truncate.',
  ),
  'masker/gaps': entry<{ modality: string; size: Dims; stride: Dims }>(
    'input',
    (d) =>
      `${d.modality}: a stride of ${times(d.stride)} is larger than the part of ${times(d.size)}, so some values would never be masked.`,
    'Choose a stride that is at most the size on every axis.',
  ),
  'masker/large-parts': entry<{ modality: string; of: string; size: Dims; dims: Dims; parted: string }>(
    'notice',
    (d) =>
      `${d.modality}: parts of ${times(d.size)} are larger than ${d.of} with ${times(d.dims)} in the first case, so ${d.parted}.`,
  ),
  'masker/part-rank': entry<{ modality: string; dims: Dims; size: Dims }>(
    'input',
    (d) => `${d.modality}: parts of ${times(d.size)} do not fit a tensor of ${times(d.dims)}.`,
    'Check the kind and the layout of the modality.',
  ),
  'masker/too-many-parts': entry<{ modality: string; partCount: number; limit: number }>(
    'input',
    (d) => `${d.modality}: ${d.partCount} parts per case; the limit is ${d.limit}.`,
    'Choose larger parts or a larger stride.',
  ),
  'masker/channel': entry<{ modality: string; group: string; channel: number; channelCount: number }>(
    'input',
    (d) =>
      `${d.modality}: channel group ${d.group} names channel ${d.channel}, but the tensor has ${d.channelCount} (from 0).`,
    'Correct channelGroups in the study.',
  ),
  'masker/channel-twice': entry<{ modality: string; channel: number; groups: readonly string[] }>(
    'input',
    (d) => `${d.modality}: channel ${d.channel} is in the channel groups ${d.groups.join(' and ')}.`,
    'Put every channel into one group only.',
  ),
  'masker/no-cohort': entry<{ modality: string; replacement: string }>(
    'input',
    (d) => `${d.modality}: the replacement ${d.replacement} has no cases to be computed from.`,
    'Check dataset.statisticsSplit and the notices of the cases that failed.',
  ),
  'masker/cohort-shape': entry<{ modality: string; got: Dims; wanted: Dims }>(
    'input',
    (d) =>
      `${d.modality}: a cohort replacement needs the same shape in all cases; there is ${times(d.got)} beside ${times(d.wanted)}.`,
    'Add a step resize (or crop and pad), or use another replacement.',
  ),
  'masker/cohort-too-large': entry<{ modality: string; replacement: string; values: number; limit: number }>(
    'input',
    (d) =>
      `${d.modality}: ${d.replacement} would keep ${d.values} values in memory; the limit is ${d.limit}.`,
    'Use cohort-mean, or fewer cases (dataset.statisticsSplit).',
  ),
  'masker/no-donor': entry<Where>(
    'input',
    (d) => `Case ${d.caseId}, ${d.modality}: there is no other case that could be a donor.`,
    'Select more cases, switch oppositeLabel off, or use another replacement.',
  ),
  'masker/donor-shape': entry<Where & { got: Dims; wanted: Dims }>(
    'input',
    (d) =>
      `Case ${d.caseId}, ${d.modality}: the donor has the shape ${times(d.got)}, the case ${times(d.wanted)}.`,
    'Add a step resize (or crop and pad); for a text set length.',
  ),
  'masker/donor-text': entry<{ modality: string; parts: string }>(
    'input',
    (d) => `${d.modality}: a donor replaces a text as a whole, not by ${d.parts}.`,
    'Set parts: whole, or use another replacement.',
  ),
  'masker/blur-sigma': entry<{ modality: string; sigma: number; longest: number }>(
    'input',
    (d) =>
      `${d.modality}: a blur with sigma ${d.sigma} is wider than the longest axis of ${d.longest} pixels.`,
    'Choose a smaller sigma, or channel-mean.',
  ),
  'masker/no-token': entry<Where & { token: string }>(
    'input',
    (d) => `Case ${d.caseId}, ${d.modality}: the tokenizer has no ${d.token}.`,
    'Use another token replacement (mask-token, pad-token, unk-token) or token-id with a number.',
  ),
}
