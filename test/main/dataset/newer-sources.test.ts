import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { newerSources } from '../../../src/main/dataset/newer-sources'
import { openDataset } from '../../../src/main/dataset/open-dataset'
import { openStudy } from '../../../src/main/dataset/open-study'
import { studyText } from '../../fixtures/builders/study-text'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const temporaryFolder = useTemporaryFolders()

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

it('names modalities whose file or folder was written since, also with an old time of writing; not what was there before', async () => {
  const folder = temporaryFolder({
    'study.yaml': studyText({}),
    'cases.csv': 'case,picture,age\na,a.png,1\nb,series,2\nc,,3\nd,gone.png,4\n',
    'a.png': 'pixels',
    'series/1': 'slice',
    'series/2': 'slice',
  })
  const open = await openStudy(join(folder, 'study.yaml'))
  const { cases } = await openDataset(open)
  await later(30)
  const moment = new Date()
  const newer = () => Promise.all(cases.map((one) => newerSources(open, one, moment)))
  expect(await newer()).toEqual([[], [], [], []])
  await later(30)
  writeFileSync(join(folder, 'a.png'), 'others')
  writeFileSync(join(folder, 'series/2'), 'other')
  // As a copy that keeps the time of its file.
  utimesSync(join(folder, 'a.png'), new Date(2020, 1), new Date(2020, 1))
  const [ofA, ofB, ofC, ofD] = await newer()
  expect([ofA?.length, ofB?.length, ofC, ofD]).toEqual([1, 1, [], []])
})
