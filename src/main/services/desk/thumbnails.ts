/** Small pictures of cases for a list: the middle slice of what the file holds, in 8 bits. */
import type { Thumbnail } from '@shared/dataset'
import { planesOf } from '@shared/picture/planes'
import { keepLast } from '@shared/keep-last'
import { cutSlice, type SlicePixels } from './cut-slice'
import type { Desk, StudyRef, ThumbnailPlace } from './desk'
import type { PreparedStudy } from '../../run/prepared-study'
import { prepareOnDesk, type OpenStudies, type StudyOnDesk } from './open-studies'
import { readPicture } from './picture-of'
import type { ReadPreview } from './preview-source'

/** Those of rows have some 15 kB each. */
const keptThumbnails = 1000

type Place = StudyRef & ThumbnailPlace

/** Makes the question of the desk; the last ones are kept. */
export function createThumbnails(studies: OpenStudies, read: ReadPreview): Desk['thumbnail'] {
  /** Statistics of a large table take a second: they are made once for all pictures. */
  const prepared = new WeakMap<StudyOnDesk, Promise<PreparedStudy>>()
  const preparedOf = (study: StudyOnDesk): Promise<PreparedStudy> => {
    const found = prepared.get(study) ?? prepareOnDesk(study)
    prepared.set(study, found)
    return found
  }
  const make = async ({ studyId, path, caseId, modality, view, side }: Place): Promise<Thumbnail> => {
    const ready = await preparedOf(await studies.get({ studyId, path }))
    const picture = await readPicture(await read(studyId, ready, caseId, modality), view)
    const [plane] = planesOf(picture).planes
    const { axis, count } = plane?.slices ?? { axis: 'z' as const, count: 1 }
    return toThumbnail(cutSlice(picture, axis, Math.floor(count / 2)), side)
  }
  const kept = keepLast<Place, Thumbnail>(
    keptThumbnails,
    ({ studyId, caseId, modality, view, side }) => JSON.stringify([studyId, caseId, modality, view, side]),
    make,
  )
  return (place, signal) => {
    signal?.throwIfAborted()
    return kept(place)
  }
}

/** Bytes in colour as they are; anything else from the 1st to the 99th percentile. */
export function toThumbnail(
  { dims, range, percentiles, pixelAspect, values }: SlicePixels,
  side: number,
): Thumbnail {
  const [height, width, channels] = dims
  const isBytes = range[0] >= 0 && range[1] > 1 && range[1] <= 255 && channels > 1
  const [low, high] = isBytes ? [0, 255] : [percentiles[0], percentiles[3]]
  const scale = side / Math.max(width, height * pixelAspect)
  const target = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * pixelAspect * scale)),
  }
  const pixels = new Uint8Array(target.width * target.height * 4).fill(255)
  for (let y = 0; y < target.height; y += 1) {
    for (let x = 0; x < target.width; x += 1) {
      const row = Math.min(height - 1, Math.floor(((y + 0.5) / target.height) * height))
      const column = Math.min(width - 1, Math.floor(((x + 0.5) / target.width) * width))
      const from = (row * width + column) * channels
      for (let channel = 0; channel < 3; channel += 1) {
        const value = values[from + (channels >= 3 ? channel : 0)] ?? 0
        const grey = (255 * (value - low)) / Math.max(high - low, Number.MIN_VALUE)
        pixels[(y * target.width + x) * 4 + channel] = Math.max(0, Math.min(255, Math.round(grey)))
      }
    }
  }
  return { ...target, pixels: Buffer.from(pixels).toString('base64') }
}
