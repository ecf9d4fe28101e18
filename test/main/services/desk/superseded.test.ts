import { beforeEach, describe, expect, it } from 'vitest'
import { createDesk } from '../../../../src/main/services/desk/create-desk'
import type { Desk } from '../../../../src/main/services/desk/desk'
import { createPreviewReader, type ReadPreview } from '../../../../src/main/services/desk/preview-source'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()
const aborted = { name: 'AbortError' }
const request = {
  part: null,
  caseId: 'case-1',
  modality: 'image',
  view: 'source',
  axis: 'z',
  index: 0,
  count: 1,
} as const

describe('a picture that a newer request replaced', () => {
  let reads: string[]
  let place: Parameters<Desk['slice']>[0]
  let desk: Desk
  /** What happens while a modality is being read. */
  let meddle: () => void
  beforeEach(async () => {
    reads = []
    meddle = () => undefined
    const read = createPreviewReader()
    const counting: ReadPreview = async (...question) => {
      reads.push(question[3])
      meddle()
      return read(...question)
    }
    const path = writeThreeModalityStudy({ folder: folders({}), caseCount: 1, seed: 2 })
    desk = createDesk(counting)
    const { studyId } = await desk.openStudy({ path })
    place = { studyId, path, ...request }
  })

  it('is not read', async () => {
    const signal = AbortSignal.abort()
    await expect(desk.slice(place, signal)).rejects.toBe(signal.reason)
    await expect(desk.previewCase(place, signal)).rejects.toBe(signal.reason)
    expect(reads).toEqual([])
  })

  it('is not cut when it was replaced while it was read, and no further modality of its case is read', async () => {
    const abort = new AbortController()
    meddle = () => {
      abort.abort()
    }
    const { signal } = abort
    await expect(desk.slice(place, signal)).rejects.toMatchObject(aborted)
    const next = new AbortController()
    meddle = () => {
      next.abort()
    }
    await expect(desk.previewCase(place, next.signal)).rejects.toMatchObject(aborted)
    expect(reads).toEqual(['image', 'image'])
    meddle = () => undefined
    expect((await desk.slice(place)).dims).toHaveLength(3)
  })
})
