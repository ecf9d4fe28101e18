import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import type { ReportCase } from '../../../../src/main/report/case-blocks'
import { toReportDocument } from '../../../../src/main/report/to-report-document'
import { createPreviewReader } from '../../../../src/main/services/desk/preview-source'
import {
  isDataChanged,
  readPictures,
  toReportStudy,
} from '../../../../src/main/services/desk/report-pictures'
import { prepareRunStudy } from '../../../../src/main/services/desk/run-studies'
import { loadCaseContribution } from '../../../../src/main/services/load-run'
import { runFolderAt } from '../../../../src/main/store/run-folder'
import { buildNpy } from '../../../fixtures/builders/npy'
import { runStudyFile } from '../../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()

/** A finished run of three cases, one of whose images is changed, and another one gone. */
async function spoil(change: (folder: string) => void) {
  const path = writeThreeModalityStudy({ folder: folders({}), caseCount: 3, seed: 1 })
  const { runFolder, result } = await runStudyFile(path, folders({}))
  change(dirname(path))
  const folder = runFolderAt(runFolder)
  const study = await toReportStudy(prepareRunStudy(folder))
  const read = createPreviewReader()
  const cases: ReportCase[] = []
  for (const { caseId } of result.cases) {
    const contribution = await loadCaseContribution(folder, caseId)
    cases.push({ contribution, ...(await readPictures(read, folder.path, study, result, contribution)) })
  }
  const linesOf = (fileNames: boolean): string[] =>
    toReportDocument(result, cases, new Date(0), { words: false, fileNames }).blocks.flatMap((block) =>
      block.kind === 'small' && block.text.startsWith('Not drawn') ? [block.text] : [],
    )
  return { cases, linesOf, isChanged: await isDataChanged(study, result) }
}

it('says of every case which map is not drawn, and why', async () => {
  const image = buildNpy({ dims: [9, 9], values: Array<number>(81).fill(1) })
  const { cases, linesOf, isChanged } = await spoil((folder) => {
    rmSync(join(folder, 'case-1.npy'))
    writeFileSync(join(folder, 'case-2.npy'), image)
  })
  expect(cases.map(({ pictures }) => pictures.length)).toEqual([0, 0, 1])
  expect(linesOf(true)).toEqual([
    'Not drawn: image: There is no file or folder case-1.npy.',
    expect.stringMatching(/^Not drawn: image: .*9 x 9/),
  ])
  expect(linesOf(false)[0]).toBe('Not drawn: image: There is no file or folder (name left out).')
  expect(isChanged).toBe(true)
})

it('says it of all pictures where the study cannot be prepared again', async () => {
  const { linesOf } = await spoil((folder) => {
    rmSync(join(folder, 'cases.csv'))
  })
  expect(linesOf(true)).toHaveLength(3)
  expect(linesOf(true)[0]).toMatch(/^Not drawn: image: .*cases.csv/)
})

it('says nothing where all is as it was', async () => {
  const { cases, linesOf, isChanged } = await spoil(() => undefined)
  expect(cases.map(({ pictures }) => pictures.length)).toEqual([1, 1, 1])
  expect([linesOf(true), isChanged]).toEqual([[], false])
})

it('notices a file of another size that makes the same tensor', async () => {
  const { isChanged } = await spoil((folder) => {
    appendFileSync(join(folder, 'cases.csv'), '\n')
  })
  expect(isChanged).toBe(true)
})
