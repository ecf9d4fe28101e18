import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { it } from 'vitest'
import { createPreviewReader } from '../../../src/main/services/preview-source'
import { createReports } from '../../../src/main/services/reports'
import { loadCaseContribution } from '../../../src/main/services/load-run'
import { runFolderAt } from '../../../src/main/store/run-folder'
import { runStudyFile } from '../../fixtures/builders/run-study-file'

it.each(['chest-resnettextmlp', 'lung-resnet3dmlp', 'skin-resnetmlp-1'])('draft %s', async (name) => {
  const home = mkdtempSync(join(tmpdir(), 'modalens-rep-'))
  const { runFolder, result } = await runStudyFile(resolve(import.meta.dirname, `../../studies/${name}.study.yaml`), home)
  const folder = runFolderAt(runFolder)
  const runs: any = { result: async () => result, folderOf: () => folder, case: ({ caseId }: any) => loadCaseContribution(folder, caseId) }
  const { file } = await createReports(runs, createPreviewReader()).create({ run: folder.run })
  writeFileSync(`/tmp/${name}.pdf`, new Uint8Array(await file.arrayBuffer()))
})
