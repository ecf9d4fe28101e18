import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createLaunchInProcess } from '../../../src/main/hosts/engine/launch-in-process'
import { toResultText } from '../../../src/main/hosts/cli/result-text'
import { skippedBlocks } from '../../../src/main/report/skipped-blocks'
import { createServices } from '../../../src/main/services/services'
import { runStudyFile } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()

/** Two of three reports have 30 words; the model takes fewer tokens. */
function writeLongReports(folder: string): string {
  const path = writeThreeModalityStudy({ folder, caseCount: 3, seed: 1 })
  const file = join(folder, 'cases.csv')
  const [head = '', ...rows] = readFileSync(file, 'utf8').split('\n')
  const place = head.split(',').indexOf('report')
  const long = JSON.stringify('no mass '.repeat(15))
  const cells = rows.map((row, index) =>
    row
      .split(',')
      .map((cell, column) => (column === place && index < 2 ? long : cell))
      .join(','),
  )
  writeFileSync(file, [head, ...cells].join('\n'))
  return path
}

it('counts the texts that are cut in plan, result, terminal and report, once each', async () => {
  const home = folders({})
  const path = writeLongReports(home)
  const services = createServices({
    home: folders({}),
    roots: [],
    clock: () => new Date(0),
    launchRun: createLaunchInProcess(),
  })
  const { studyId } = await services.studies.open({ handle: services.files.grant(path) })
  const { plan } = await services.studies.check({ studyId, overrides: {} })
  const { result } = await runStudyFile(path, home)
  const counted = { code: 'text/cuts', details: { side: 'end', count: 2, total: 3 }, modality: 'report' }
  expect(plan?.notices).toMatchObject([counted])
  expect(result.notices.filter(({ code }) => code.startsWith('text/'))).toMatchObject([counted])
  const sentence = /report: 2 of 3 texts are cut at the end to \d+ tokens\./g
  expect(toResultText(result).match(sentence)).toHaveLength(1)
  expect(JSON.stringify(skippedBlocks(result)).match(sentence)).toHaveLength(1)
})
