/** Three cases in detail: picture with map, words in colour, attributes. */
import type { ColourScale } from '@shared/charts/colour-scale'
import { toPartMap } from '@shared/charts/part-map'
import type { CaseContribution, PartDifferences } from '@shared/contribution'
import { describeError } from '@shared/errors'
import { withoutFileNames, type ReportContent } from '@shared/report-content'
import { turnMap } from '@shared/picture/plane-cells'
import { effectDecimals, plainWords } from '@shared/words/number-words'
import { sliceWords } from '@shared/words/plane-words'
import { sharedKinds } from '@shared/kinds'
import type { ModalityIdentity, RunResult } from '@shared/run'
import type { Notice } from '@shared/notice'
import { labelWords } from '@shared/words/label-words'
import type { CasePicture, MissingPicture } from './case-picture'
import { reportKinds } from './kinds'
import { meanEffect, toPictureInk } from './kinds/ink'
import type { CaseScale } from './kinds/kind'
import { difference, share } from './numbers'
import type { Block, ColouredPatch, MapPicture, PictureBlock } from './report-document'

export interface ReportCase {
  readonly contribution: CaseContribution
  readonly pictures: readonly CasePicture[]
  readonly missing: readonly MissingPicture[]
}

/** A case with pictures begins where the highest of them still fits below its heading and its three lines. */
const casePoints = 360
const headPoints = 120

/** The largest effect of a part in any of the shown cases: one scale for all, so that a weak case looks weak. */
function largestEffect(cases: readonly ReportCase[]): number {
  const effects = cases.flatMap(({ contribution }) =>
    contribution.modalities.flatMap(({ signed }) => signed.map(meanEffect)),
  )
  return effects.reduce((largest, effect) => Math.max(largest, effect), 0)
}

/** Blocks of the shown cases; none when no case was computed. */
export function caseBlocks(result: RunResult, cases: readonly ReportCase[], content: ReportContent): Block[] {
  if (cases.length === 0) return []
  const limit = largestEffect(cases)
  const ofWhat = outputWords(result.contribution.outputNames)
  return [
    { kind: 'page-break' },
    { kind: 'heading', level: 1, text: 'Cases' },
    {
      kind: 'small',
      text: scaleWords(limit, ofWhat),
    },
    ...cases.flatMap((one) => oneCase(result, one, { limit, ofWhat, content })),
  ]
}

/** What colours and bars are of. */
function outputWords(names: readonly string[]): string {
  const [only] = names
  return names.length === 1 && only !== undefined ? only : `the mean over all ${names.length} outputs`
}

function scaleWords(limit: number, ofWhat: string): string {
  if (limit === 0) return 'No part of the cases shown moves an output.'
  return (
    'The case with the strongest response, the median one, and the weakest. Colour and bars: ' +
    `absolute change of ${ofWhat} when the part is masked, on one scale for all cases shown (0 to ${limit.toPrecision(2)}). A pale case is one in which little moves the model.`
  )
}

function oneCase(
  result: RunResult,
  { contribution, pictures, missing }: ReportCase,
  scale: CaseScale,
): Block[] {
  const outputs = contribution.originalOutput
    .map((value, index) => `${result.contribution.outputNames[index] ?? index}: ${value.toPrecision(3)}`)
    .join('   ')
  const truth = labelWords(contribution.labels, result.manifest.labels)
  const shares = contribution.modalities
    .map((one) => `${one.modality} ${share(one.contribution)}`)
    .join('   ')
  return [
    {
      kind: 'heading',
      level: 2,
      text: `Case ${contribution.caseId}`,
      keep: pictures.length > 0 ? casePoints : headPoints,
    },
    { kind: 'paragraph', text: `Outputs: ${outputs}` },
    ...(truth === null ? [] : [{ kind: 'paragraph' as const, text: `Label (ground truth): ${truth}` }]),
    {
      kind: 'paragraph',
      text: contribution.silent ? 'This case is silent: no part moved an output.' : `Contribution: ${shares}`,
    },
    ...pictureBlocks(contribution, pictures.filter(isPixels(result)), scale.limit, scale.ofWhat),
    ...missingBlocks(missing, scale.content),
    ...contribution.modalities.flatMap((one, index) => {
      const identity = result.manifest.modalities.find(({ name }) => name === one.modality)
      const picture = pictures.find(({ modality }) => modality === one.modality) ?? null
      if (identity === undefined) return []
      return (
        leftOutBlocks(one, identity, scale.content) ??
        reportKinds[identity.kind].blocks(one, index, scale, picture)
      )
    }),
  ]
}

/** One line, so that a map that is not there is not taken for one without colour. */
const leftOut = {
  words:
    'the words are left out. They are printed with --words, or with the switch beside the button of the report.',
  files:
    'its parts are called by names of files, which are left out. They are printed with --file-names, or with the switch beside the button of the report.',
} as const

/** Instead of parts whose names may not be printed, for every kind alike; null where they may. */
function leftOutBlocks(
  { modality, layout }: PartDifferences,
  { kind }: Pick<ModalityIdentity, 'kind'>,
  { words, fileNames }: ReportContent,
): Block[] | null {
  const { partNames } = sharedKinds[kind].description
  // What is masked as one part has no names.
  if (layout.kind === 'whole' || partNames === 'study' || (partNames === 'words' ? words : fileNames))
    return null
  return [{ kind: 'small', text: `${modality}: ${leftOut[partNames]}` }]
}

function missingBlocks(missing: readonly MissingPicture[], { fileNames }: ReportContent): Block[] {
  if (missing.length === 0) return []
  const named = missing.map(({ modality, error }): Notice => ({ ...error, modality }))
  const sentences = (fileNames ? named : withoutFileNames(named)).map(
    (one) => `${one.modality ?? ''}: ${describeError(one).sentence}`,
  )
  return [{ kind: 'small', text: `Not drawn: ${sentences.join(' ')}` }]
}

/** True for what is printed as pixels. */
function isPixels({ manifest }: RunResult): (picture: CasePicture) => boolean {
  return ({ modality }) => {
    const identity = manifest.modalities.find(({ name }) => name === modality)
    return identity !== undefined && reportKinds[identity.kind].picture === 'pixels'
  }
}

function pictureBlocks(
  contribution: CaseContribution,
  pictures: readonly CasePicture[],
  limit: number,
  ofWhat: string,
): Block[] {
  const blocks = pictures.map((picture): PictureBlock => {
    const part = contribution.modalities.find(({ modality }) => modality === picture.modality)
    const words = sliceWords(picture.plane, picture.slice)
    return {
      kind: 'picture',
      picture: {
        ...toMapPicture(picture),
        patches: part === undefined ? [] : toPatches(part, picture, { kind: 'absolute', limit }),
      },
      caption: words === '' ? picture.modality : `${picture.modality}, ${words}`,
    }
  })
  return blocks.length === 0
    ? []
    : [
        {
          kind: 'pictures',
          title: `Maps: absolute change of ${ofWhat}; brightest at ${plainWords(limit, effectDecimals(limit))}, nothing below 5 % of it`,
          pictures: blocks,
        },
        { kind: 'small', text: pictures.map(pictureWords).join(' ') },
      ]
}

/** What a reader has to know of its greys and of how it lies. */
function pictureWords({ modality, range: [black, white], dims: [, , channels], lies }: CasePicture): string {
  const values = channels === 3 ? 'colours' : 'black to white'
  const greys = `${modality}: ${values} from ${difference(black)} to ${difference(white)}, the values that the model receives`
  return lies === '' ? `${greys}.` : `${greys}; ${lies}.`
}

function toMapPicture(picture: CasePicture): Omit<MapPicture, 'patches'> {
  const { dims, pixels, range, pixelAspect, plane, isMm } = picture
  const mmPerPixel = isMm ? plane.columns.length : null
  return { dims, pixels, range, pixelAspect, edges: plane.edges, mmPerPixel }
}

/** How strongly a full effect covers the picture: what lies below must stay visible. */
const strongestCover = 0.7

/** Patches or labels that the slice cuts, in pixels of the picture. */
function toPatches(
  { layout, signed }: PartDifferences,
  { plane, slice }: Pick<CasePicture, 'plane' | 'slice'>,
  scale: ColourScale,
): ColouredPatch[] {
  const map = toPartMap(layout, signed.map(meanEffect), { axis: plane.slices.axis, index: slice })
  const cells = map === null ? [] : turnMap(map, plane).cells
  return cells.map(({ left, top, width, height, value }) => {
    const { colour, opacity } = toPictureInk(value, scale)
    return { x: left, y: top, width, height, colour, opacity: strongestCover * opacity }
  })
}
