/** What images and volumes have in common: values on a grid, cut into boxes. */
import { z } from 'zod'
import { gridReplacementSchema } from '../study/replacement'
import { stepSchema } from '../study/steps'
import { sourceColumn, type UsedColumn } from './kind'
import { partLayoutSchema } from '../part'
import { placementSchema } from '../picture/placement-schema'
import { valueWindowSchema } from '../picture/value-window'
import { labelPartsSchema, labelPartWords } from './label-parts'
import { absentSchema, lengthSchema, nameSchema } from './modality-fields'

/** Parts of a grid: whole, as many as the smallest other modality, a size under `key`, or the labels of a map beside it. */
export const gridPartsSchema = (rank: 2 | 3, key: 'patch' | 'block') =>
  z
    .union([
      labelPartsSchema,
      z.literal('whole').transform(() => ({ kind: 'whole' as const })),
      z.literal('matchParts').transform(() => ({ kind: 'match' as const })),
      z
        .strictObject({
          [key]: z.array(lengthSchema).length(rank),
          stride: z.array(lengthSchema).length(rank).optional().describe('default: the size'),
          edge: z
            .enum(['truncate', 'error'])
            .default('truncate')
            .describe('what overhangs is cut off, or refused'),
        })
        .transform((parts) => {
          // The computed key hides the types of its neighbours from TypeScript; the schema above has checked them.
          const size = parts[key] as number[]
          const { stride, edge } = parts as { stride?: number[]; edge: 'truncate' | 'error' }
          return { kind: 'grid' as const, size, stride: stride ?? size, edge }
        }),
    ])
    .describe('whole, matchParts (about as many as the smallest other modality), a grid, or labels')

/** Steps of one kind. */
export const stepsOf = <Step extends z.ZodType>(step: Step) =>
  z.array(step).default([]).describe('the preprocessing of the training, in order; nothing else is done')

export const gridFields = {
  name: nameSchema,
  input: z.string().min(1).describe('input of the model'),
  steps: stepsOf(stepSchema),
  layout: z
    .enum(['channels-first', 'channels-last', 'no-channels'])
    .default('channels-first')
    .describe('order of the axes the model wants'),
  replacement: gridReplacementSchema.default({ kind: 'zero' }).describe('what stands in for a masked part'),
  absent: absentSchema,
  channelGroups: z
    .record(z.string().min(1), z.array(z.number().int().min(0)).min(1))
    .optional()
    .describe('named groups of channels, each a modality of its own'),
}

export const dicomdirSchema = z
  .enum(['follow', 'ignore'])
  .optional()
  .describe('follow (default): the files that a DICOMDIR lists; ignore: those that lie in the folder itself')

interface GridSource {
  readonly column: string
  readonly folder?: string | undefined
  readonly suffix?: string | undefined
}

/** A file that a cell names. */
export function filePlace(source: GridSource) {
  return { lies: 'in-file' as const, ...cellPath(source) }
}

function cellPath({ column, folder, suffix }: GridSource) {
  return {
    column,
    ...(folder === undefined ? {} : { folder }),
    ...(suffix === undefined ? {} : { suffix }),
  }
}

interface GridPlaces {
  readonly name: string
  readonly source: GridSource
  readonly parts: GridParts
}

/** The file of a picture, with its label map where its parts are labels. */
export function gridPlace({ source, parts }: GridPlaces) {
  return parts.kind === 'labels'
    ? { ...filePlace(source), labels: cellPath(parts.source) }
    : filePlace(source)
}

/** The columns of a picture and of its label map. */
export function gridColumns({ name, source, parts }: GridPlaces): readonly UsedColumn[] {
  const own = sourceColumn(name, source.column)
  if (parts.kind !== 'labels') return own
  const key = `modalities.${name}.parts.labels.column`
  return [...own, { key, column: parts.source.column, isNumber: false }]
}

type GridParts = z.output<ReturnType<typeof gridPartsSchema>>

/** Boxes of which size; `boxes` is what they are called. */
export function gridPartWords(parts: GridParts, boxes: string): string {
  if (parts.kind === 'whole') return 'the whole picture'
  if (parts.kind === 'match') return 'as many as the smallest other modality'
  if (parts.kind === 'labels') return labelPartWords(parts)
  return `${boxes} of ${parts.size.join(' × ')}`
}

/** What a screen is told of an image or volume before any pixel. */
export const gridPreviewSchema = <const Kind extends string>(kind: Kind) =>
  z.object({
    kind: z.literal(kind),
    modality: z.string(),
    sourceDims: z.array(z.number()).describe('[height, width] or [depth, height, width] of the file'),
    modelDims: z.array(z.number()).describe('the same axes as the model sees them'),
    channels: z.number().describe('channels of the model tensor'),
    spacingMm: z.array(z.number()).nullable().describe('[z, y, x] of the source'),
    source: placementSchema
      .nullable()
      .describe('where the values of the file lie; null for what is no picture'),
    model: placementSchema.describe('where those of the tensor lie'),
    inFile: z
      .array(z.number())
      .length(16)
      .describe('index of the tensor (x, y, z, 1) -> index of the file, 4 x 4 row-major'),
    unit: z.string().describe('of the source values: HU, grey level'),
    parts: partLayoutSchema
      .nullable()
      .describe('as the study cuts it; null where that takes other modalities or a run'),
    windows: z.array(valueWindowSchema).describe('that the file proposes, of the source values'),
    isInverted: z.boolean().describe('large values of the source are dark: MONOCHROME1, or white is zero'),
  })
