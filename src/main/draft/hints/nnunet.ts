/** plans.json and dataset.json of nnU-Net -> steps of a volume or image. */
import { z } from 'zod'
import { inOrder, lacking, nothingTold, size, told, type PictureTarget, type ToldSteps } from './told-steps'

const configurationSchema = z.object({
  spacing: z.array(z.number().positive()),
  patch_size: z.array(z.number().int().positive()),
  normalization_schemes: z.array(z.string()).default([]),
})
const statisticsSchema = z.object({
  mean: z.number(),
  std: z.number().positive(),
  percentile_00_5: z.number(),
  percentile_99_5: z.number(),
})
const plansSchema = z.object({
  configurations: z.record(z.string(), configurationSchema.nullable().catch(null)),
  foreground_intensity_properties_per_channel: z
    .record(z.string(), statisticsSchema.nullable().catch(null))
    .catch({}),
  transpose_forward: z.array(z.number()).default([0, 1, 2]),
})

type Plans = z.output<typeof plansSchema>
type Configuration = z.output<typeof configurationSchema>

/** What the plans say for the configuration whose patch the model takes; null for a file that is none. */
export function readNnunetPlans(data: unknown, target: PictureTarget): ToldSteps | null {
  const plans = plansSchema.safeParse(data).data
  if (plans === undefined) return null
  const chosen = chooseConfiguration(plans, target)
  if (chosen === null) return lacking(`no configuration for ${target.spatial.length} axes that can be read`)
  const { name, configuration } = chosen
  const isTurned = target.rank === 3 && plans.transpose_forward.some((axis, index) => axis !== index)
  const { spacing, patch_size: patch } = configuration
  return inOrder([
    { steps: [], says: [`Configuration ${name}`], lacks: [] },
    isTurned
      ? lacking(`axes in the order ${plans.transpose_forward.join(', ')}, which an orient step may give`)
      : nothingTold,
    normalise(plans, configuration),
    told({ step: 'resample', spacingMm: spacing }, `voxels of ${size(spacing)} mm`),
    told({ step: 'pad', size: patch }, `pad to ${size(patch)}`),
    told({ step: 'crop', size: patch }, `one centred patch of ${size(patch)}`),
    lacking('nnU-Net crops to what is not 0 before, and moves its patch over the whole picture'),
  ])
}

function chooseConfiguration(
  plans: Plans,
  { spatial }: PictureTarget,
): { name: string; configuration: Configuration } | null {
  const fitting = Object.entries(plans.configurations).flatMap(([name, configuration]) =>
    configuration !== null &&
    configuration.patch_size.length === spatial.length &&
    configuration.spacing.length === spatial.length
      ? [{ name, configuration }]
      : [],
  )
  const isTaken = ({ configuration }: (typeof fitting)[number]): boolean =>
    configuration.patch_size.every((length, axis) => spatial[axis] === null || spatial[axis] === length)
  return fitting.find(isTaken) ?? fitting.find(({ name }) => name.includes('fullres')) ?? fitting[0] ?? null
}

function normalise(plans: Plans, { normalization_schemes: schemes }: Configuration): ToldSteps {
  const [scheme, ...others] = schemes
  if (scheme === undefined || scheme === 'NoNormalization') return nothingTold
  if (others.some((one) => one !== scheme))
    return lacking(`a normalisation for each channel (${schemes.join(', ')})`)
  if (scheme === 'RGBTo01Normalization')
    return told({ step: 'scale', from: [0, 255], to: [0, 1] }, 'scale 0..255 to 0..1')
  if (scheme === 'CTNormalization') return normaliseCt(plans, schemes.length)
  if (scheme === 'ZScoreNormalization') return lacking('mean and deviation of each picture')
  return lacking(scheme)
}

function normaliseCt(
  { foreground_intensity_properties_per_channel: channels }: Plans,
  count: number,
): ToldSteps {
  const statistics = channels['0'] ?? null
  if (count > 1 || statistics === null)
    return lacking('CT normalisation, whose numbers of each channel the plans do not have in one')
  const { percentile_00_5: min, percentile_99_5: max, mean, std } = statistics
  return inOrder([
    told({ step: 'clip', min, max }, `clip to ${min}..${max}`),
    told({ step: 'normalise', mean, std }, `normalise by mean ${mean} and deviation ${std}`),
  ])
}

const datasetSchema = z.object({
  channel_names: z.record(z.string(), z.string()).optional(),
  modality: z.record(z.string(), z.string()).optional(),
})

/** The channels that the training had, in their order; no steps. */
export function readNnunetDataset(data: unknown): ToldSteps | null {
  const dataset = datasetSchema.safeParse(data).data
  const names = dataset?.channel_names ?? dataset?.modality
  if (names === undefined) return null
  return { steps: [], says: [`Channels in this order: ${Object.values(names).join(', ')}`], lacks: [] }
}
