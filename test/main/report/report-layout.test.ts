import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatasetContribution } from '@shared/contribution'
import { describe, expect, it } from 'vitest'
import type { ReportCase } from '../../../src/main/report/case-blocks'
import { renderPdf } from '../../../src/main/report/render-pdf'
import { missingMark } from '../../../src/main/report/replace-missing'
import { researchNotice, toReportDocument } from '../../../src/main/report/to-report-document'
import {
  buildAttribute,
  buildContribution,
  buildModality,
} from '../../fixtures/builders/dataset-contribution'
import { buildVerdict } from '../../fixtures/builders/modality-verdict'
import { buildReportCase } from '../../fixtures/builders/report-case'
import { buildManifest, buildRunResult } from '../../fixtures/builders/run-result'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const folders = useTemporaryFolders()
const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined
const longName = 'a study whose name is far too long for the foot of a page and for one line of its title'
const outputNames = ['BCC', 'ACK', 'NEV', 'SEK', 'SCC', 'MEL', 'a long name of a rare lesion', 'OTHER']

async function writePdf(contribution: DatasetContribution, cases: ReportCase[] = []): Promise<string> {
  const result = buildRunResult(contribution, { manifest: buildManifest({ name: longName }) })
  const path = join(folders({}), 'report.pdf')
  writeFileSync(
    path,
    await renderPdf(toReportDocument(result, cases, new Date(0), { words: true, fileNames: true })),
  )
  return path
}

function readPages(path: string): string[] {
  return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1)
}

const words = (pages: readonly string[]): string => pages.join(' ').replaceAll(/\s+/g, ' ')

const large = buildContribution(
  [
    buildModality('image', 0.45, { perClass: outputNames.map(() => 0.5) }),
    buildModality('report', 0.3, { perClass: outputNames.map(() => 0.3) }),
    buildModality('record', 0.25, {
      perClass: outputNames.map(() => 0.2),
      attributes: Array.from({ length: 19 }, (_, index) =>
        buildAttribute(`attribute ${index}`, 0.25 / (index + 2)),
      ),
    }),
  ],
  { outputNames },
)
const silentModality = (name: string) =>
  buildModality(name, 0, {
    interval: null,
    byAggregation: {},
    perClass: [null],
    enrichment: null,
    redundancy: null,
    concentration: null,
  })

describe.skipIf(!hasPoppler)('the pages of a report (skipped where pdftotext is not installed)', () => {
  it('hold three modalities, eight classes, nineteen attributes and three cases, notice and number on each', async () => {
    const cases = [0.4, 0.1, 0.004].map((strength, index) => buildReportCase(`case ${index}`, strength, 8))
    const pages = readPages(await writePdf(large, cases))
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(researchNotice)
      expect(page).toContain(`${index + 1} / ${pages.length}`)
      // A page that only a foot made would be the sign of a text that ran over the margin.
      expect(page.trim().split('\n').length).toBeGreaterThan(2)
    }
    const text = words(pages)
    for (const wanted of [longName, 'OTHER', 'attribute 18', 'Case case 2', 'Žižka', '0.450'])
      expect(text).toContain(wanted)
  })

  it('draw charts over the whole width of the text', async () => {
    const path = await writePdf(large)
    const xml = execFileSync('pdftotext', ['-bbox', path, '-'], { encoding: 'utf8' })
    const rights = [...xml.matchAll(/xMax="([\d.]+)"[^>]*>0\.450</g)].map((match) => Number(match[1]))
    // A4 is 595 points wide, its text ends at 539.
    expect(Math.max(...rights)).toBeGreaterThan(500)
    const all = [...xml.matchAll(/xMax="([\d.]+)"/g)].map((match) => Number(match[1]))
    expect(Math.max(...all)).toBeLessThan(545)
  })

  it('leave out, and say so, what no page could hold', async () => {
    const names = Array.from({ length: 90 }, (_, index) => `o${index}`)
    const record = buildModality('record', 1, {
      perClass: names.map(() => 1),
      attributes: names.map((name, index) => buildAttribute(`of ${name}`, 0.5 / (index + 2))),
    })
    const text = words(readPages(await writePdf(buildContribution([record], { outputNames: names }))))
    expect(text).toContain('The first 30 of 90 outputs.')
    expect(text).toContain('The 36 largest of 90 attributes.')
    expect(text).toContain('of o35')
    expect(text).not.toContain('of o36')
  })

  it('say that a modality collapsed, what is not decided, and why there is no interval', async () => {
    const modalities = [
      buildModality('ct', 0.995, { interval: null, intervalNote: 'patients-do-not-differ' }),
      buildModality('record', 0.005, { intervalNote: 'approximate', effectivePatients: 7.3 }),
    ]
    const verdicts = [
      buildVerdict('record', 'collapse', [0.005, 0.004]),
      buildVerdict('ct', 'not-decided', [0.018, 0.23]),
    ]
    const text = words(
      readPages(await writePdf(buildContribution(modalities, { verdicts, patientCount: 60 }))),
    )
    expect(text).toContain('Unimodal collapse: record adds nothing beside the others.')
    expect(text).toContain('Not decided whether ct adds anything')
    expect(text).toContain('ct: patients do not differ; no interval; look for duplicates')
    expect(text).toContain('record: the interval is approximate: it rests on about 7 patients.')
    expect(text).toContain('Under 5 % of the patients (3 of 60) may respond though none of the drawn did.')
    expect(text).not.toContain('NaN')
  })

  it('stand for a model without response, a silent case drawn without any colour', async () => {
    const none = buildContribution(['image', 'report', 'record'].map(silentModality), {
      state: 'no-response',
      balance: null,
    })
    const text = words(readPages(await writePdf(none, [buildReportCase('quiet', 0, 1)])))
    expect(text).toContain('The model did not respond to any masking.')
    expect(text).toContain('No part of the cases shown moves an output.')
    expect(text).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('mark a character that the font lacks, and explain the mark', async () => {
    const withName = (name: string) =>
      writePdf(buildContribution([buildModality(name, 0.7), buildModality('record', 0.3)]))
    const marked = words(readPages(await withName('ct 中')))
    expect(marked).toContain(`ct ${missingMark}`)
    expect(marked).toContain('stands for a character that the font of this report cannot write')
    expect(words(readPages(await withName('ct λ Ž')))).not.toContain(missingMark)
  })

  it('show what could act on a reader, and cut a word that is wider than the sheet', async () => {
    const name = `scan\u202egnp\u009b ${'x'.repeat(100_000)}`
    const path = await writePdf(buildContribution([buildModality(name, 0.7), buildModality('record', 0.3)]))
    const pages = readPages(path)
    expect(words(pages)).toContain('scan[U+202E]gnp[U+009B]')
    expect(words(pages)).toContain('(100000 characters)')
    expect(pages.length).toBeLessThan(12)
  })

  it('are tagged: one document with headings, tables of rows and figures', async () => {
    const path = await writePdf(large, [buildReportCase('one', 0.4, 8)])
    const { stdout, stderr } = spawnSync('pdfinfo', ['-struct', path], { encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(stdout.startsWith('Document')).toBe(true)
    for (const element of ['H1', 'H2', 'H3', 'Table', 'TR', 'TH', 'TD', 'Figure'])
      expect(stdout).toMatch(new RegExp(String.raw`^\s+${element}\b`, 'm'))
  })
})
