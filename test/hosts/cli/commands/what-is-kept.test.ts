import { exportTables } from '@shared/export-tables'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { openServices } from '../../../../src/main/hosts/cli/command-context'
import { runCommandLine } from '../../../../src/main/hosts/cli/run-command-line'
import { dicomTreeFile } from '../../../fixtures/builders/dicom-tree'
import { recordTerminal } from '../../../fixtures/builders/record-terminal'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../../fixtures/builders/toy-study'

/** Names that lie where each kind of thing of a patient comes in; the table of docs/privacy.md has a column for each. */
const planted = {
  'case ids': 'plantedcase',
  'patient ids': 'plantedpatient',
  labels: 'plantedlabel',
  'words of texts': 'stable',
  'file names': 'plantedfile',
  'attribute values': '0.123456789',
  'names in DICOM files': 'Doe^Jane',
} as const

type Kind = keyof typeof planted
const kinds = Object.keys(planted) as Kind[]

/** Which kinds each row of the table says yes to, by the name of the row. */
function readTable(): Map<string, Kind[]> {
  const text = readFileSync(resolve(import.meta.dirname, '../../../../docs/privacy.md'), 'utf8')
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
  const [head = [], , ...body] = rows
  expect(head.slice(1)).toEqual(kinds)
  const odd = body
    .flatMap(([, ...cells]) => cells)
    .filter((cell) => !['yes', 'no', 'statistics'].includes(cell))
  expect(odd).toEqual([])
  return new Map(
    body.map(([name = '', ...cells]) => [name, kinds.filter((_, index) => cells[index] === 'yes')]),
  )
}

/** All files below a folder as text, packed ones unpacked. */
function readAll(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) =>
      (path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path)).toString('utf8'),
    )
    .join('\n')
}

const found = (text: string): Kind[] => kinds.filter((kind) => text.includes(planted[kind]))
const hasPdfToText = spawnSync('pdftotext', ['-v']).error === undefined
const pdfText = (path: string): string =>
  spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).stdout.replaceAll(/\s+/g, ' ')

describe('what is kept of patients', () => {
  const folders = useTemporaryFolders()
  const kept = new Map<string, Kind[]>()
  let said = ''

  beforeAll(async () => {
    const folder = folders({})
    const home = join(folder, 'home')
    const study = writeThreeModalityStudy({
      ...{ folder: join(folder, 'plantedfile'), caseCount: 4, seed: 1 },
      joint: [['image', 'record/a']],
    })
    plant(join(folder, 'plantedfile'))
    const modalens = async (...words: string[]) => {
      const terminal = recordTerminal()
      await runCommandLine([...words, '--home', home], {
        ...{ terminal, programs: '', signal: new AbortController().signal },
      })
      said += terminal.said.join('\n')
      return terminal.printed.join('\n')
    }
    await modalens('run', study)
    const [run = ''] = readdirSync(join(home, 'runs'))
    kept.set('run folder', found(readAll(join(home, 'runs', run))))
    // The planted study has no labels to ask about; what that table holds is said below.
    for (const table of exportTables.filter((one) => one !== 'grounding'))
      kept.set(`export, ${table}`, found(await modalens('export', run, '-t', table)))
    kept.set('export, JSON', found(await modalens('export', run, '--json')))
    const pdf = join(folder, 'report.pdf')
    for (const switches of [[], ['--words'], ['--file-names']]) {
      rmSync(pdf, { force: true })
      await modalens('report', run, '-o', pdf, ...switches)
      if (hasPdfToText) kept.set(['report', ...switches].join(' '), found(pdfText(pdf)))
    }
    mkdirSync(join(folder, 'dicom', 'plantedfile'), { recursive: true })
    writeFileSync(join(folder, 'dicom', 'plantedfile', 'i1'), dicomTreeFile(1, 1, 1, 1))
    await modalens('scan', join(folder, 'dicom'))
    kept.set('scan index', found(readAll(join(home, 'scans'))))
    const services = openServices({ home }, { programs: '' })
    await services.settings.set({ recentStudies: [{ handle: services.files.grant(study), name: 'toy' }] })
    kept.set('other files of the application', found(othersOf(home)))
  })

  /** Renames the first case and its patient, gives labels, a value and a file that is not there. */
  function plant(folder: string): void {
    const table = join(folder, 'cases.csv')
    const [head = '', ...rows] = readFileSync(table, 'utf8').trim().split('\n')
    const changed = rows.map((row, index) => {
      const cells = row.split(',')
      cells[0] = JSON.stringify(`plantedcase-${index}`)
      cells[1] = JSON.stringify(`plantedpatient-${index}`)
      if (index === 0) cells[2] = '"plantedfile.npy"'
      cells[3] = '"stable fluid"'
      cells[4] = '0.123456789'
      return [...cells, '"plantedlabel"'].join(',')
    })
    writeFileSync(table, [`${head},label`, ...changed, ''].join('\n'))
    const study = join(folder, 'toy.study.yaml')
    writeFileSync(
      study,
      readFileSync(study, 'utf8').replace('patient: patient', 'patient: patient\n  label: label'),
    )
  }

  /** Without run folders and scan indexes. */
  function othersOf(home: string): string {
    return readdirSync(home)
      .filter((name) => name !== 'runs' && name !== 'scans')
      .map((name) => join(home, name))
      .map((path) => (statSync(path).isFile() ? readFileSync(path, 'utf8') : ''))
      .join('\n')
  }

  it('is what docs/privacy.md says', () => {
    const table = readTable()
    for (const [what, names] of kept) expect([what, names]).toEqual([what, table.get(what)])
    expect([...table.keys()].toSorted()).toEqual(
      hasPdfToText ? [...kept.keys()].toSorted() : expect.arrayContaining([...kept.keys()]),
    )
  })

  it('is told where a report is written', () => {
    expect(said).toContain('but no words of texts and no file names')
    expect(said).toContain('words of texts, but no file names')
  })
})
