import { expect, it } from 'vitest'
import { runCommandLine } from '../../../../src/main/hosts/cli/run-command-line'
import { dicomTree } from '../../../fixtures/builders/dicom-tree'
import { recordTerminal } from '../../../fixtures/builders/record-terminal'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'

const folders = useTemporaryFolders()

async function run(words: readonly string[], signal = new AbortController().signal, isLive = false) {
  const terminal = recordTerminal(isLive)
  const code = await runCommandLine(words, { terminal, programs: '', signal })
  return { code, printed: terminal.printed.join('\n'), said: terminal.said.join('\n'), drawn: terminal.drawn }
}

const tree = { patients: 2, studies: 1, series: 2, slices: 3 }

it('lists series without names, ids and dates unless they are asked for', async () => {
  const [home, root] = [folders({}), folders(dicomTree(tree))]
  const plain = await run(['scan', root, '--home', home])
  expect(plain.code).toBe(0)
  expect(plain.printed).toContain('1.2.826.2.1.2')
  expect(plain.printed).toContain('12 files in 9 folders, 12 DICOM, 12 read')
  expect(plain.printed).not.toMatch(/Doe|\bP1\b|20240101/)
  const json = await run(['scan', root, '--json', '--home', home])
  expect(json.printed).not.toMatch(/Doe|"P1"|20240101/)
  const open = await run(['scan', root, '--json', '--identities', '--home', home])
  expect(open.printed).toMatch(/Doe\^Jane 1.*20240101/)
})

it('says what changed since the last scan', async () => {
  const [home, root] = [folders({}), folders(dicomTree(tree))]
  await run(['scan', root, '--home', home])
  const { printed } = await run(['scan', root, '--home', home])
  expect(printed).toContain('0 added, 0 changed, 0 removed, 12 unchanged')
})

it('lists indexes and removes one', async () => {
  const [home, root] = [folders({}), folders(dicomTree(tree))]
  await run(['scan', root, '--home', home])
  expect((await run(['scan', '--home', home])).printed).toContain(root)
  expect((await run(['scan', root, '--remove', '--home', home])).said).toContain('The index was removed')
  expect((await run(['scan', '--home', home])).printed).not.toContain(root)
  const none = await run(['scan', root, '--remove', '--home', home])
  expect([none.code, none.said]).toEqual([2, 'There is no index of this folder.'])
})

it('stops on Ctrl+C with the code of a cancelled command', async () => {
  const [home, root] = [folders({}), folders(dicomTree(tree))]
  const { code, said } = await run(['scan', root, '--home', home], AbortSignal.abort())
  expect(code).toBe(130)
  expect(said).toContain('the next scan goes on from there')
})

it('draws its counts on a live terminal and names what is no folder', async () => {
  const [home, root] = [folders({}), folders(dicomTree(tree))]
  expect((await run(['scan', root, '--home', home], undefined, true)).drawn.join('')).toContain('12 files in')
  const { code, said } = await run(['scan', `${root}/p1/s1/r1/i1`, '--home', home])
  expect([code, said.split('\n')[0]]).toEqual([2, 'i1 is no folder.'])
})
