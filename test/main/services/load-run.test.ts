import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadCaseContribution, loadRunResult } from '../../../src/main/services/load-run'
import { runFolderAt } from '../../../src/main/store/run-folder'
import { bytesOfOutputs, recordsOf } from '../../fixtures/builders/run-bytes'
import { runStudyFile } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()

it('derives a damaged result again and says so, and tells of records that are lost', async () => {
  const home = folders({})
  const { runFolder } = await runStudyFile(
    writeThreeModalityStudy({ folder: home, caseCount: 3, seed: 1 }),
    home,
  )
  const folder = runFolderAt(runFolder)
  const whole = await loadRunResult(folder)

  writeFileSync(folder.result, readFileSync(folder.result, 'utf8').slice(0, 100))
  const cut = await loadRunResult(folder)
  expect(cut.contribution).toEqual(whole.contribution)
  expect(cut.notices).toEqual([
    ...whole.notices,
    { code: 'run/derived-again', details: { file: 'result.json', key: null } },
  ])

  writeFileSync(folder.result, JSON.stringify({ ...whole, state: 'asleep' }))
  const records = recordsOf(bytesOfOutputs(runFolder))
  writeFileSync(folder.outputs, `x${records.join('').slice(1)}`, 'latin1')
  const changed = await loadRunResult(folder)
  expect(changed.cases).toHaveLength(2)
  expect(changed.notices.slice(-2)).toEqual([
    { code: 'run/derived-again', details: { file: 'result.json', key: 'state' } },
    { code: 'run/lost-records', details: { file: 'outputs.bin', places: ['byte 0'], count: 1 } },
  ])
})

it('says of a case that was skipped why it was', async () => {
  const home = folders({})
  const studyFile = writeThreeModalityStudy({ folder: home, caseCount: 3, seed: 1 })
  const picture = readdirSync(home).find((name) => name.endsWith('.npy'))!
  writeFileSync(join(home, picture), 'no array')
  const { runFolder } = await runStudyFile(studyFile, home)
  const folder = runFolderAt(runFolder)
  const { notices } = await loadRunResult(folder)
  const told = notices.find(({ caseId }) => caseId !== undefined)!
  await expect(loadCaseContribution(folder, told.caseId!)).rejects.toMatchObject({
    code: told.code,
    details: told.details,
  })
})
