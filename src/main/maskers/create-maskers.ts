/** The table of maskers; a new kind of modality registers its masker here. */
import { AppError } from '@shared/errors'
import type { GridModality, StudyModality } from '@shared/study'
import { createGridMasker, type ChannelGroup } from './grid-masker'
import type { CohortTensors, Masker } from './masker'
import { createNumericReplacement } from './replacements/numeric-replacement'
import { createTabularMasker } from './tabular-masker'
import { createTextMasker } from './text-masker'

export interface MaskerContext {
  /** From the cohort accumulator; only the cohort replacements need it. */
  readonly cohort: CohortTensors | null
  /** From matchPartSize; only parts: matchParts needs it. */
  readonly matchedSize: readonly number[] | null
}

/**
 * Creates the maskers of a study modality: one, or one per channel group, named `modality/group`.
 * Errors: masker/no-match, masker/gaps, masker/no-cohort, masker/channel-twice, masker/donor-text.
 */
export function createMaskers(modality: StudyModality, { cohort, matchedSize }: MaskerContext): Masker[] {
  if (modality.kind === 'text') return [createTextMasker(modality)]
  // One replacement per masker: its per-case means and copies must not be shared between channel groups.
  const createReplacement = () =>
    createNumericReplacement(modality.replacement, { modality: modality.name, cohort })
  if (modality.kind === 'tabular') return [createTabularMasker(modality, createReplacement())]
  return channelGroups(modality).map((group) =>
    createGridMasker(modality, { replacement: createReplacement(), matchedSize, group }),
  )
}

function channelGroups({ name, channelGroups: groups }: GridModality): (ChannelGroup | null)[] {
  if (groups === undefined || Object.keys(groups).length === 0) return [null]
  const named = Object.entries(groups).map(([group, channels]) => ({
    name: group,
    channels: [...new Set(channels)],
  }))
  const channels = named.flatMap((group) => group.channels)
  const twice = channels.find((channel, index) => channels.indexOf(channel) !== index)
  if (twice !== undefined) {
    const owners = named.filter((group) => group.channels.includes(twice)).map((group) => group.name)
    throw new AppError('masker/channel-twice', { modality: name, channel: twice, groups: owners })
  }
  return named
}
