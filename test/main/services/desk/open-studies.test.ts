import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createOpenStudies, isFatal, toStudySummary } from '../../../../src/main/services/desk/open-studies'
import { studyText } from '../../../fixtures/builders/study-text'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'

const temporaryFolder = useTemporaryFolders()

describe('an open study', () => {
  it('shows what was noticed in its table before what forbids a run', async () => {
    const folder = temporaryFolder({
      'study.yaml': studyText(),
      'cases.csv': Buffer.from('case;picture;age;Größe\na;a.png;61;1\n', 'latin1'),
    })
    const { problems } = toStudySummary(
      await createOpenStudies().open({ studyId: 'study-1', path: join(folder, 'study.yaml') }),
    )
    expect(problems.map(({ code }) => code)).toEqual(['table/encoding', 'model/not-found'])
    expect(problems.map(isFatal)).toEqual([false, true])
  })
})
