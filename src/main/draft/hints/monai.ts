/** inference.json and metadata.json of a MONAI bundle -> steps of a volume or image. */
import { z } from 'zod'
import {
  inOrder,
  lacking,
  nothingTold,
  perAxis,
  size,
  told,
  type PictureTarget,
  type ToldSteps,
} from './told-steps'

const transformSchema = z.looseObject({ _target_: z.string() })
type Transform = z.output<typeof transformSchema>
type Read = (transform: Transform, target: PictureTarget) => ToldSteps

/** What prepares without changing a value, or is done by reading. */
const silent =
  /^(LoadImage|EnsureChannelFirst|AddChannel|AsChannelFirst|EnsureType|ToTensor|ToDevice|CastToType|DeleteItems|SelectItems|CopyItems|Identity|Lambda)$/

/** What the transforms before the network do; null for a file without any. */
export function readMonaiInference(data: unknown, target: PictureTarget): ToldSteps | null {
  const list = transformsOf(data)
  if (list === null) return null
  const ours = list.filter(({ keys }) => concerns(keys, target))
  const names = ours.map(nameOf)
  const turn =
    target.rank === 3 && !names.includes('Orientation')
      ? [
          lacking(
            'MONAI has the axes of a volume as x, y, z of the file; add an orient step with the letters in that order',
          ),
        ]
      : []
  return inOrder([...turn, ...ours.map((one) => readTransform(one, target))])
}

function transformsOf(data: unknown): Transform[] | null {
  const root = z.looseObject({}).safeParse(data).data
  if (root === undefined) return null
  const preprocessing = z.looseObject({ transforms: z.unknown() }).safeParse(root['preprocessing']).data
  const list = follow(preprocessing?.transforms, root)
  if (!Array.isArray(list)) return null
  return list.flatMap((one) => transformSchema.safeParse(follow(one, root)).data ?? [])
}

/** Follows a reference such as @preprocessing_transforms, once. */
function follow(value: unknown, root: Readonly<Record<string, unknown>>): unknown {
  return typeof value === 'string' && value.startsWith('@') ? root[value.slice(1)] : value
}

/** Bundles call their picture image, whatever the input is called; a key of another input is another modality. */
function concerns(keys: unknown, { input, name }: PictureTarget): boolean {
  const list = [keys].flat().filter((key) => typeof key === 'string' && !key.startsWith('@'))
  return list.length === 0 || list.some((key) => ['image', 'img', 'input', input, name].includes(String(key)))
}

/** The class without its module and without the d of a dictionary transform. */
function nameOf({ _target_: target }: Transform): string {
  return (target.split('.').at(-1) ?? '').replace(/(Dict|[dD])$/, '')
}

function readTransform(transform: Transform, target: PictureTarget): ToldSteps {
  const name = nameOf(transform)
  const read = readers[name]
  if (read !== undefined) return read(transform, target)
  return silent.test(name) ? nothingTold : lacking(name)
}

const number = z.number()
const lengths = z.union([number, z.array(number)])

/** Reads the settings of a transform; an expression ($...) is none that can be read. */
function settings<Shape extends z.ZodRawShape>(
  shape: Shape,
  read: (given: z.output<z.ZodObject<Shape>>, target: PictureTarget) => ToldSteps,
): Read {
  const schema = z.object(shape)
  return (transform, target) => {
    const given = schema.safeParse(transform)
    return given.success
      ? read(given.data, target)
      : lacking(`${nameOf(transform)} with settings that are expressions`)
  }
}

const sized = (
  words: string,
  make: (size: number[]) => ToldSteps,
  list: number | number[],
  target: PictureTarget,
): ToldSteps => {
  const wanted = perAxis(list, target.spatial.length)
  const fits =
    wanted.length === target.spatial.length && wanted.every((one) => Number.isInteger(one) && one > 0)
  return fits ? make(wanted) : lacking(`${words} to ${size(wanted)}`)
}

/** Axes of MONAI are those of the array: with the letters of its orientation turned around, our z, y and x are the same ones. */
const readers: Readonly<Record<string, Read>> = {
  Orientation: settings({ axcodes: z.string().regex(/^[LRAPSI]{3}$/) }, ({ axcodes }, { rank }) =>
    rank === 2
      ? lacking(`orientation ${axcodes} of an image`)
      : told(
          { step: 'orient', axes: Array.from(axcodes).toReversed().join('') },
          `orientation ${axcodes}, first axis first`,
        ),
  ),
  Spacing: settings({ pixdim: lengths, mode: z.unknown().optional() }, ({ pixdim, mode }, target) => {
    const spacingMm = perAxis(pixdim, target.spatial.length)
    if (spacingMm.length !== target.spatial.length || spacingMm.some((one) => one <= 0))
      return lacking(`spacing ${size(spacingMm)} mm`)
    return told(
      { step: 'resample', spacingMm, interpolation: interpolationOf(mode) },
      `voxels of ${size(spacingMm)} mm`,
    )
  }),
  ScaleIntensityRange: settings(
    {
      a_min: number,
      a_max: number,
      b_min: number.nullable().default(0),
      b_max: number.nullable().default(1),
      clip: z.boolean().default(false),
    },
    ({ a_min: min, a_max: max, b_min: low, b_max: high, clip }) =>
      inOrder([
        clip ? told({ step: 'clip', min, max }, `clip to ${min}..${max}`) : nothingTold,
        told(
          { step: 'scale', from: [min, max], to: [low ?? 0, high ?? 1] },
          `scale ${min}..${max} to ${low ?? 0}..${high ?? 1}`,
        ),
      ]),
  ),
  Resize: settings(
    { spatial_size: lengths, mode: z.unknown().optional(), size_mode: z.string().default('all') },
    ({ spatial_size: list, mode, size_mode }, target) =>
      size_mode === 'all'
        ? sized(
            'resize',
            (wanted) =>
              told(
                { step: 'resize', size: wanted, interpolation: interpolationOf(mode) },
                `resize to ${size(wanted)}`,
              ),
            list,
            target,
          )
        : lacking(`resize of the ${size_mode} edge`),
  ),
  CenterSpatialCrop: settings({ roi_size: lengths }, ({ roi_size: list }, target) =>
    sized('crop', (wanted) => told({ step: 'crop', size: wanted }, `crop to ${size(wanted)}`), list, target),
  ),
  SpatialPad: settings(
    { spatial_size: lengths, value: number.default(0) },
    ({ spatial_size: list, value }, target) =>
      sized(
        'pad',
        (wanted) => told({ step: 'pad', size: wanted, value }, `pad to ${size(wanted)}`),
        list,
        target,
      ),
  ),
  ResizeWithPadOrCrop: settings({ spatial_size: lengths }, ({ spatial_size: list }, target) =>
    sized(
      'pad and crop',
      (wanted) =>
        inOrder([
          told({ step: 'pad', size: wanted }, `pad to ${size(wanted)}`),
          told({ step: 'crop', size: wanted }, `crop to ${size(wanted)}`),
        ]),
      list,
      target,
    ),
  ),
  NormalizeIntensity: settings(
    { subtrahend: lengths.nullish(), divisor: lengths.nullish(), nonzero: z.boolean().default(false) },
    ({ subtrahend, divisor, nonzero }) => {
      if (subtrahend == null || divisor == null)
        return lacking(`mean and deviation of each ${nonzero ? 'picture where it is not 0' : 'picture'}`)
      const [mean, std] = [[subtrahend].flat(), [divisor].flat()]
      if (nonzero || std.some((one) => one <= 0)) return lacking('normalisation of values that are not 0')
      return told(
        { step: 'normalise', mean, std },
        `normalise by mean ${mean.join(', ')} and deviation ${std.join(', ')}`,
      )
    },
  ),
  ScaleIntensity: () => lacking('scaling of each picture by its own least and greatest value'),
  ScaleIntensityRangePercentiles: () => lacking('scaling of each picture by its own percentiles'),
  CropForeground: () => lacking('crop to what is not background'),
}

function interpolationOf(mode: unknown): 'linear' | 'nearest' {
  return [mode].flat()[0] === 'nearest' ? 'nearest' : 'linear'
}

const inputSchema = z.looseObject({
  modality: z.string().optional().catch(undefined),
  format: z.string().optional().catch(undefined),
  num_channels: z.number().optional().catch(undefined),
  spatial_shape: z
    .array(z.union([z.number(), z.string()]))
    .optional()
    .catch(undefined),
  value_range: z.array(z.number()).optional().catch(undefined),
  channel_def: z.record(z.string(), z.string()).optional().catch(undefined),
})
const metadataSchema = z.object({
  network_data_format: z.object({ inputs: z.record(z.string(), inputSchema) }),
})

/** What the bundle says of the input of its network: facts in words, no steps. */
export function readMonaiMetadata(data: unknown, { input, name }: PictureTarget): ToldSteps | null {
  const inputs = metadataSchema.safeParse(data).data?.network_data_format.inputs
  if (inputs === undefined) return null
  const found =
    inputs[input] ?? inputs[name] ?? (Object.keys(inputs).length === 1 ? Object.values(inputs)[0] : undefined)
  if (found === undefined) return null
  const {
    modality,
    format,
    num_channels: count,
    spatial_shape: shape,
    value_range: range,
    channel_def: channels,
  } = found
  const says = [
    modality === undefined ? '' : `modality ${modality}`,
    format === undefined ? '' : `format ${format}`,
    count === undefined
      ? ''
      : `${count} ${count === 1 ? 'channel' : 'channels'}${channels === undefined ? '' : ` (${Object.values(channels).join(', ')})`}`,
    shape === undefined ? '' : `size ${shape.join(' x ')}`,
    range === undefined ? '' : `values ${range.join('..')}`,
  ].filter((one) => one !== '')
  return says.length === 0 ? null : { steps: [], says: [`The network takes ${says.join(', ')}`], lacks: [] }
}
