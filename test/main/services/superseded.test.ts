import { beforeEach, describe, expect, it } from 'vitest'
import { createDatasets } from '../../../src/main/services/datasets'
import { createHandles } from '../../../src/main/services/handles'
import { createOpenStudies } from '../../../src/main/services/open-studies'
import { createPreviewReader, type ReadPreview } from '../../../src/main/services/preview-source'
import type { ServiceContext } from '../../../src/main/services/service-context'
import { createStudies } from '../../../src/main/services/studies'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()
const aborted = { name: 'AbortError' }
const request = { caseId: 'case-1', modality: 'image', view: 'source', axis: 'z', index: 0 } as const

describe('a picture that a newer request replaced', () => {
  let reads: string[]
  let studyId: string
  let datasets: ReturnType<typeof createDatasets>
  /** What happens while a modality is being read. */
  let meddle: () => void
  beforeEach(async () => {
    reads = []
    meddle = () => undefined
    const home = folders({})
    const context: ServiceContext = {
      ...{ home, roots: [home], clock: () => new Date(), handles: createHandles() },
      ...{ studies: createOpenStudies(), launchRun: () => fail() },
    }
    const read = createPreviewReader()
    const counting: ReadPreview = async (...question) => {
      reads.push(question[3])
      meddle()
      return read(...question)
    }
    const path = writeThreeModalityStudy({ folder: home, caseCount: 1, seed: 2 })
    ;({ studyId } = await createStudies(context).open({ handle: context.handles.grant(path) }))
    datasets = createDatasets(context, counting)
  })

  it('is not read', async () => {
    const signal = AbortSignal.abort()
    await expect(datasets.slice({ ...request, studyId }, { signal })).rejects.toBe(signal.reason)
    await expect(datasets.case({ caseId: 'case-1', studyId }, { signal })).rejects.toBe(signal.reason)
    expect(reads).toEqual([])
  })

  it('is not cut when it was replaced while it was read, and no further modality of its case is read', async () => {
    const abort = new AbortController()
    meddle = () => {
      abort.abort()
    }
    const { signal } = abort
    await expect(datasets.slice({ ...request, studyId }, { signal })).rejects.toMatchObject(aborted)
    const next = new AbortController()
    meddle = () => {
      next.abort()
    }
    await expect(datasets.case({ caseId: 'case-1', studyId }, { signal: next.signal })).rejects.toMatchObject(
      aborted,
    )
    expect(reads).toEqual(['image', 'image'])
    meddle = () => undefined
    expect((await datasets.slice({ ...request, studyId })).dims).toHaveLength(3)
  })
})

function fail(): never {
  throw new Error('no run is launched here')
}
