import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fingerprintDataset } from '../../../src/main/dataset/fingerprint-dataset'
import { openDataset } from '../../../src/main/dataset/open-dataset'
import { openStudy } from '../../../src/main/dataset/open-study'
import { studyText } from '../../fixtures/builders/study-text'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const temporaryFolder = useTemporaryFolders()
const files = {
  'study.yaml': studyText({
    dataset: 'dataset: { table: cases.csv, id: case, join: [{ table: more.csv, on: case }] }',
  }),
  'more.csv': 'case,crp\na,1\nb,2\nc,3\n',
  'cases.csv': 'case,picture,age\na,a.png,1\nb,series,2\nc,,3\n',
  'a.png': 'pixels',
  'series/1': 'slice',
  'series/2': 'slice',
}

async function fingerprint(folder: string): Promise<string> {
  const open = await openStudy(join(folder, 'study.yaml'))
  return fingerprintDataset(open, (await openDataset(open)).cases)
}

describe('fingerprintDataset', () => {
  it('is the same for the same files elsewhere', async () => {
    expect(await fingerprint(temporaryFolder(files))).toBe(await fingerprint(temporaryFolder(files)))
  })

  it.each<[string, (folder: string) => void]>([
    [
      'a cell',
      (folder) => {
        writeFileSync(join(folder, 'cases.csv'), files['cases.csv'].replace('3', '4'))
      },
    ],
    [
      'a cell of a joined table',
      (folder) => {
        writeFileSync(join(folder, 'more.csv'), files['more.csv'].replace('3', '4'))
      },
    ],
    [
      'the size of a file',
      (folder) => {
        writeFileSync(join(folder, 'a.png'), 'more pixels')
      },
    ],
    [
      'a slice that is gone',
      (folder) => {
        rmSync(join(folder, 'series/2'))
      },
    ],
    [
      'a slice of another name',
      (folder) => {
        rmSync(join(folder, 'series/2'))
        writeFileSync(join(folder, 'series/3'), 'slice')
      },
    ],
    [
      'a file that is gone',
      (folder) => {
        rmSync(join(folder, 'a.png'))
      },
    ],
    [
      'a folder in the place of a file',
      (folder) => {
        rmSync(join(folder, 'a.png'))
        mkdirSync(join(folder, 'a.png'))
      },
    ],
  ])('changes with %s', async (_, change) => {
    const folder = temporaryFolder(files)
    const before = await fingerprint(folder)
    change(folder)
    expect(await fingerprint(folder)).not.toBe(before)
  })
})
