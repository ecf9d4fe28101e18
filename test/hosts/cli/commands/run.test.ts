import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunResult } from '@shared/run'
import { describe, expect, it } from 'vitest'
import { runCommandLine } from '../../../../src/main/hosts/cli/run-command-line'
import { recordTerminal } from '../../../fixtures/builders/record-terminal'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()

describe('modalens run', () => {
  const start = () => {
    const folder = folders({})
    const home = join(folder, 'home')
    const study = writeThreeModalityStudy({ folder: join(folder, 'study'), caseCount: 6, seed: 1 })
    const modalens = async (words: readonly string[], signal = new AbortController().signal) => {
      const terminal = recordTerminal()
      const code = await runCommandLine([...words, '--home', home], { terminal, programs: '', signal })
      return { code, printed: terminal.printed, said: terminal.said.join('\n') }
    }
    return { folder, home, study, modalens }
  }

  it('prints the result as one JSON document and keeps words off stdout', async () => {
    const { study, modalens } = start()
    const { code, printed, said } = await modalens(['run', study, '--first', '3', '--json'])
    expect([code, printed.length]).toEqual([0, 1])
    const { contribution } = JSON.parse(printed[0] ?? '') as RunResult
    expect(contribution.modalities.map(({ modality }) => modality)).toEqual(['image', 'report', 'record'])
    expect(said).toContain('3 of 3 cases')
  })

  it('ends with 4 where a case was skipped, and names it', async () => {
    const { folder, study, modalens } = start()
    rmSync(join(folder, 'study', 'case-2.npy'))
    const { code, printed, said } = await modalens(['run', study])
    expect(code).toBe(4)
    const reason = 'Case case-2: There is no file or folder case-2.npy.'
    expect(said).toContain(reason)
    expect(printed.join('\n')).toContain('Skipped cases, as said above: case-2.')
    expect(printed.join('\n')).not.toContain(reason)
    const [run] = (await modalens(['show'])).printed.join().match(/\d{8}-\d{6}-toy/) ?? []
    expect((await modalens(['show', run ?? ''])).printed.join('\n')).toContain(`Skipped cases:\n  ${reason}`)
  })

  it('refuses an option that would have no effect, before anything is written', async () => {
    const { home, study, modalens } = start()
    const { code, said } = await modalens(['run', study, '--min-cases', '40'])
    expect([code, said]).toEqual([
      2,
      expect.stringContaining('--min-cases has no meaning without --adaptive'),
    ])
    expect(existsSync(join(home, 'runs'))).toBe(false)
  })

  it('shows the label of a case beside its outputs, in the terminal and the export', async () => {
    const { folder, study, modalens } = start()
    const table = join(folder, 'study', 'cases.csv')
    const [head = '', ...rows] = readFileSync(table, 'utf8').trim().split('\n')
    const lines = rows.map((row, index) => `${row},${index === 0 ? 'malignant' : ''}`)
    writeFileSync(table, [`${head},diagnosis`, ...lines].join('\n'))
    writeFileSync(study, readFileSync(study, 'utf8').replace('  id: id', '  id: id\n  label: diagnosis'))
    const { printed } = await modalens(['run', study, '--json'])
    const { run } = JSON.parse(printed[0] ?? '') as RunResult
    const shown = async (caseId: string) =>
      (await modalens(['show', run, '--case', caseId])).printed.join('\n')
    expect(await shown('case-1')).toContain('Label (ground truth): diagnosis: malignant\n')
    expect(await shown('case-2')).toContain('Label (ground truth): diagnosis: not given\n')
    const csv = (await modalens(['export', run, '-t', 'cases'])).printed.join('\n')
    expect(csv).toMatch(/^case,silent,label diagnosis,.*\r\ncase-1,no,malignant,/)
  })

  it('takes several splits, with a comma or one option each', async () => {
    const { folder, study, modalens } = start()
    const table = join(folder, 'study', 'cases.csv')
    const [head = '', ...rows] = readFileSync(table, 'utf8').trim().split('\n')
    const sets = ['train', 'val', 'test', 'train', 'val', 'test']
    writeFileSync(table, [`${head},set`, ...rows.map((row, index) => `${row},${sets[index]}`)].join('\n'))
    const text = readFileSync(study, 'utf8')
    writeFileSync(study, text.replace('  id: id', '  id: id\n  split: set'))
    const casesOf = async (...words: string[]) => {
      const { printed } = await modalens(['run', study, '--json', ...words])
      return (JSON.parse(printed[0] ?? '') as RunResult).cases.map(({ caseId }) => caseId)
    }
    const expected = ['case-2', 'case-3', 'case-5', 'case-6']
    expect(await casesOf('--split', 'val,test')).toEqual(expected)
    expect(await casesOf('-s', 'test', '-s', 'val')).toEqual(expected)
  })

  it('ends check as the run would end: with 4 where cases would be skipped, with 2 where none can run', async () => {
    const { folder, study, modalens } = start()
    expect((await modalens(['check', study])).code).toBe(0)
    rmSync(join(folder, 'study', 'case-2.npy'))
    const partly = await modalens(['check', study])
    expect([partly.code, partly.printed.join()]).toEqual([
      4,
      expect.stringContaining('can run, but not with all'),
    ])
    expect(partly.said).toContain('cases (case-2) would be skipped')
    for (const file of readdirSync(join(folder, 'study')))
      if (file.endsWith('.npy')) rmSync(join(folder, 'study', file))
    const none = await modalens(['check', study])
    expect([none.code, none.printed]).toEqual([2, []])
  })

  it('hears a Ctrl+C that came before the first pass, and can be resumed by the path that it says', async () => {
    const { home, study, modalens } = start()
    const { code, said } = await modalens(['run', study], AbortSignal.abort())
    expect(code).toBe(130)
    const [run = ''] = readdirSync(join(home, 'runs'))
    expect(said).toContain(`modalens resume ${JSON.stringify(join(home, 'runs', run))}`)
    const resumed = await modalens(['resume', join(home, 'runs', run)])
    expect([resumed.code, resumed.printed.join('\n').includes('finished')]).toEqual([0, true])
  })

  it('runs adaptively by a flag, and says how far it had to go', async () => {
    const { study, modalens } = start()
    const words = ['run', study, '--adaptive', '0.4', '--min-cases', '4', '--json']
    const { code, printed, said } = await modalens(words)
    const { manifest, adaptive } = JSON.parse(printed[0] ?? '') as RunResult
    expect([code, adaptive?.reason]).toEqual([0, 'all-cases-used'])
    expect(manifest.settings.adaptive).toEqual({ tolerance: 0.4, minCases: 4, blockSize: 10 })
    expect(said).toContain('of at most 6 cases')
    const tables = await modalens(['run', study, '--adaptive'])
    expect(tables.printed.join('\n')).toContain('Adaptive run: it used all cases (6 of 6)')
    expect((await modalens(['run', study, '--adaptive', '7'])).code).toBe(2)
  })

  it('says that a home that is a file cannot hold runs, as a fault of the environment', async () => {
    const { folder, study } = start()
    const terminal = recordTerminal()
    const words = ['run', study, '--home', join(folder, 'study', 'cases.csv')]
    const signal = new AbortController().signal
    expect(await runCommandLine(words, { terminal, programs: '', signal })).toBe(3)
    expect(terminal.said.join('\n')).toContain('refused access to cases.csv')
  })
})
