import { appendFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createOpenStudies, isFatal, toStudySummary } from '../../../../src/main/services/desk/open-studies'
import { studyText } from '../../../fixtures/builders/study-text'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../../fixtures/builders/toy-study'

const temporaryFolder = useTemporaryFolders()

describe('an open study', () => {
  it('shows what was noticed in its table before what forbids a run', async () => {
    const folder = temporaryFolder({
      'study.yaml': studyText(),
      'cases.csv': Buffer.from('case;picture;age;Größe\na;a.png;61;1\n', 'latin1'),
    })
    const { problems } = toStudySummary(await createOpenStudies().open(join(folder, 'study.yaml')))
    expect(problems.map(({ code }) => code)).toEqual(['table/encoding', 'model/not-found'])
    expect(problems.map(isFatal)).toEqual([false, true])
  })

  it.each(['study.yaml', 'cases.csv', 'model.onnx'])(
    'has another id when its %s is another; a process that never read it refuses what the old id stood for',
    async (changed) => {
      const path = writeThreeModalityStudy({ folder: temporaryFolder({}), caseCount: 2, seed: 1 })
      const { studyId } = await createOpenStudies().open(path)
      expect((await createOpenStudies().get({ studyId, path })).studyId).toBe(studyId)
      const other = writeThreeModalityStudy({ folder: temporaryFolder({}), caseCount: 2, seed: 1 })
      expect((await createOpenStudies().open(other)).studyId).not.toBe(studyId)
      const file = changed === 'study.yaml' ? path : join(dirname(path), changed)
      const end = { 'study.yaml': '\n# another\n', 'cases.csv': '\n', 'model.onnx': Buffer.from([0x22, 0]) }
      appendFileSync(file, end[changed as keyof typeof end])
      await expect(createOpenStudies().get({ studyId, path })).rejects.toMatchObject({
        code: 'study/changed',
      })
      expect((await createOpenStudies().open(path)).studyId).not.toBe(studyId)
    },
  )
})
