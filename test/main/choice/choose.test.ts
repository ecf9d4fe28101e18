import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PathChoice } from '@shared/path-choice'
import { expect, it } from 'vitest'
import { runStudyFile } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()
const toy = { caseCount: 2, seed: 5, run: { path: 'auto', device: 'cpu' } }
const choiceOf = (runFolder: string): PathChoice =>
  JSON.parse(readFileSync(join(runFolder, 'path.json'), 'utf8')) as PathChoice
const remembered = (home: string) =>
  JSON.parse(readFileSync(join(home, 'paths.json'), 'utf8')) as { paths: { path: string; key: string }[] }

it('measures once; the next run of the model takes the same path after a comparison with the plain one', async () => {
  const home = folders({})
  const study = writeThreeModalityStudy({ ...toy, folder: home })
  const first = choiceOf((await runStudyFile(study, home)).runFolder)
  expect(first.trials.filter(({ secondsPerCase }) => secondsPerCase !== null).length).toBeGreaterThan(1)
  expect(remembered(home).paths).toMatchObject([{ path: first.path, device: 'cpu' }])
  // Whatever was fastest: from here on it is this one.
  const [kept] = remembered(home).paths
  const memory = { format: 1, paths: [{ ...kept, path: 'split', device: 'cpu', batchSize: 3 }] }
  writeFileSync(join(home, 'paths.json'), JSON.stringify(memory))
  const second = choiceOf((await runStudyFile(study, home)).runFolder)
  expect(second).toMatchObject({
    path: 'split',
    device: { device: 'cpu', batchSize: 3 },
    trials: [{ path: 'split', secondsPerCase: null, refused: null }],
  })
  expect(second.trials[0]!.largestDifference).toBeLessThan(1e-5)
})

it('measures again for other settings, and where the memory is damaged', async () => {
  const home = folders({})
  const study = writeThreeModalityStudy({ ...toy, folder: home })
  await runStudyFile(study, home)
  await runStudyFile(study, home, { batchSize: 4 })
  expect(new Set(remembered(home).paths.map(({ key }) => key)).size).toBe(2)
  writeFileSync(join(home, 'paths.json'), '{ "format": 1, "paths": [{')
  const { runFolder } = await runStudyFile(study, home)
  expect(choiceOf(runFolder).trials.length).toBeGreaterThan(1)
  expect(remembered(home).paths).toHaveLength(1)
})

it('remembers nothing where the path was asked for', async () => {
  const home = folders({})
  await runStudyFile(writeThreeModalityStudy({ ...toy, folder: home }), home, { path: 'batched' })
  expect(existsSync(join(home, 'paths.json'))).toBe(false)
})
