/** preprocessor_config.json of Hugging Face -> steps of an image. */
import { z } from 'zod'
import {
  inOrder,
  inverse,
  lacking,
  nothingTold,
  size,
  told,
  type PictureTarget,
  type ToldSteps,
} from './told-steps'

const length = z.number().int().positive()
const box = z.object({ height: length, width: length })
const shortest = z.object({ shortest_edge: length })
const numbers = z.array(z.number()).min(1)

const configSchema = z.object({
  do_resize: z.boolean().optional(),
  size: z.union([length, box, shortest]).optional().catch(undefined),
  resample: z.number().optional().catch(undefined),
  crop_pct: z.number().positive().optional().catch(undefined),
  do_center_crop: z.boolean().optional(),
  crop_size: z.union([length, box]).optional().catch(undefined),
  do_rescale: z.boolean().optional(),
  rescale_factor: z.number().positive().optional().catch(undefined),
  do_normalize: z.boolean().optional(),
  image_mean: numbers.optional().catch(undefined),
  image_std: numbers.optional().catch(undefined),
})

type Config = z.output<typeof configSchema>

/** What the image processor does, in its own order; null for a file that is none. */
export function readHuggingFace(data: unknown, target: PictureTarget): ToldSteps | null {
  const config = configSchema.safeParse(data).data
  const isOne = config !== undefined && Object.values(config).some((one) => one !== undefined)
  if (!isOne || target.rank !== 2) return null
  return inOrder([colour(target), resize(config), crop(config), rescale(config), normalise(config)])
}

function colour({ channels }: PictureTarget): ToldSteps {
  return channels === 3
    ? told({ step: 'channels', order: 'rgb' }, 'colours as red, green, blue')
    : nothingTold
}

/** Numbers of PIL: 0 nearest, 2 bilinear; 1, 3, 4 and 5 are none of ours. */
function resize(config: Config): ToldSteps {
  const { do_resize: isDone = config.size !== undefined, size: wanted, resample = 2, crop_pct } = config
  if (!isDone || wanted === undefined) return nothingTold
  const interpolation = resample === 0 ? 'nearest' : 'linear'
  const other =
    resample === 0 || resample === 2
      ? []
      : [lacking('its interpolation is bicubic or the like; linear stands in')]
  const resizeTo = (lengths: [number, number]): ToldSteps =>
    told({ step: 'resize', size: lengths, interpolation }, `resize to ${size(lengths)}`)
  if (typeof wanted === 'object' && 'height' in wanted)
    return inOrder([resizeTo([wanted.height, wanted.width]), ...other])
  const edge = typeof wanted === 'number' ? wanted : wanted.shortest_edge
  if (typeof wanted === 'number' && config.do_center_crop !== true)
    return inOrder([resizeTo([edge, edge]), ...other])
  // ConvNeXT crops what it resized by this share.
  const cropped = crop_pct !== undefined && edge < 384
  if (config.do_center_crop !== true && !cropped)
    return lacking(`resize of the shortest edge to ${edge}, which keeps the aspect`)
  const scaled = cropped ? Math.floor(edge / crop_pct) : edge
  const square = told({ step: 'crop', size: 'square' }, 'the largest centred square')
  const cut = cropped ? [told({ step: 'crop', size: [edge, edge] }, `crop to ${size([edge, edge])}`)] : []
  return inOrder([square, resizeTo([scaled, scaled]), ...other, ...cut])
}

function crop({ do_center_crop: isDone, crop_size: wanted }: Config): ToldSteps {
  if (isDone !== true || wanted === undefined) return nothingTold
  const lengths = typeof wanted === 'number' ? [wanted, wanted] : [wanted.height, wanted.width]
  return told({ step: 'crop', size: lengths }, `crop to ${size(lengths)}`)
}

function rescale({ do_rescale: isDone, rescale_factor: factor }: Config): ToldSteps {
  // Older files do not name it, and the processors do it all the same.
  if (isDone === false) return nothingTold
  const top = inverse(factor ?? 1 / 255)
  return told({ step: 'scale', from: [0, top], to: [0, 1] }, `scale 0..${top} to 0..1`)
}

function normalise({ do_normalize: isDone, image_mean: mean, image_std: std }: Config): ToldSteps {
  if (isDone === false || mean === undefined || std === undefined) return nothingTold
  if (std.some((one) => one <= 0)) return lacking('a standard deviation of 0')
  return told(
    { step: 'normalise', mean, std },
    `normalise by mean ${mean.join(', ')} and deviation ${std.join(', ')}`,
  )
}
