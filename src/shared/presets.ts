/** Preprocessing that many trainings share, offered where it fits the input of a model: what it sets is shown before it is taken. */
import type { ModalityKind } from './kinds'

export interface Preset {
  readonly name: string
  /** When it is right. */
  readonly words: string
  /** As the study file would have them. */
  readonly steps: readonly Readonly<Record<string, unknown>>[]
}

/** What an input of a model takes; null where the graph leaves it open. */
export interface PresetInput {
  readonly channels: number | null
  /** [height, width] or [depth, height, width]. */
  readonly spatial: readonly (number | null)[]
}

const unit = { step: 'scale', from: [0, 255], to: [0, 1] }
const imageNet = { step: 'normalise', mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] }

/** Windows of CT in HU, as radiologists name them. */
const windows = [
  ['CT, lung', -1000, 400],
  ['CT, soft tissue', -160, 240],
  ['CT, brain', 0, 80],
  ['CT, bone', -450, 1050],
] as const

/** None for kinds that have no steps in common. */
export function presetsFor(kind: ModalityKind, { channels, spatial }: PresetInput): readonly Preset[] {
  const size = spatial.flatMap((length) => length ?? [])
  const resize = size.length === spatial.length && size.length > 1 ? [{ step: 'resize', size }] : []
  if (kind === 'volume')
    return windows.map(([name, low, high]) => ({
      name,
      words: `values in HU between ${low} and ${high}, mapped to 0 … 1`,
      steps: [
        ...resize,
        { step: 'clip', min: low, max: high },
        { step: 'scale', from: [low, high], to: [0, 1] },
      ],
    }))
  if (kind !== 'image') return []
  const colour = channels === null ? [] : [{ step: 'channels', order: channels === 3 ? 'rgb' : 'grey' }]
  const first = [...colour, ...resize]
  const square = [...colour, { step: 'crop', size: 'square' }, ...resize]
  return [
    ...(channels === 3
      ? [
          {
            name: 'ImageNet',
            words: 'what torchvision and timm do for models that began with ImageNet',
            steps: [...first, unit, imageNet],
          },
        ]
      : []),
    { name: '0 … 1', words: '8 bits, divided by 255', steps: [...first, unit] },
    {
      name: '−1 … 1',
      words: '8 bits, as ViT and Inception take them',
      steps: [...first, { ...unit, to: [-1, 1] }],
    },
    {
      name: 'square, 0 … 1',
      words: 'the centred square first, so that nothing is stretched',
      steps: [...square, unit],
    },
  ]
}
