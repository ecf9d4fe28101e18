import { at } from '@shared/at'
import { planesOf } from '@shared/picture/planes'
import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunResult } from '@shared/run'
import { decode } from 'fast-png'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ReportCase } from '../../../src/main/report/case-blocks'
import { renderPdf } from '../../../src/main/report/render-pdf'
import type { Block } from '../../../src/main/report/report-document'
import { toPng } from '../../../src/main/report/to-png'
import { researchNotice, toReportDocument } from '../../../src/main/report/to-report-document'
import { loadCaseContribution } from '../../../src/main/services/load-run'
import { runFolderAt } from '../../../src/main/store/run-folder'
import { runStudyFile } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'

const folders = useTemporaryFolders()
const hasPdfToText = spawnSync('pdftotext', ['-v']).error === undefined
const moment = new Date('2026-01-02T03:04:05Z')

describe('a report', () => {
  let result: RunResult
  let cases: ReportCase[]
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'modalens-report-'))
    const run = await runStudyFile(writeThreeModalityStudy({ folder, caseCount: 4, seed: 1 }), folder)
    result = run.result
    const picture = {
      modality: 'image',
      dims: [8, 8, 1] as const,
      pixels: Float32Array.from({ length: 64 }, (_, index) => index),
      range: [0, 63] as const,
      pixelAspect: 1,
      plane: at(planesOf({ dims: [1, 8, 8], affineLps: null, pixels: null }).planes, 0),
      slice: 0,
      ...{ lies: 'tilted by 12°', isMm: true },
    }
    const contribution = await loadCaseContribution(runFolderAt(run.runFolder), 'case-1')
    cases = [{ contribution, pictures: [picture], missing: [] }]
  })

  const text = (blocks: readonly Block[]): string => JSON.stringify(blocks)

  it('says the verdict first, and names model, data, settings, aggregations, attributes and skipped cases', () => {
    const { blocks } = toReportDocument(result, cases, moment)
    expect(blocks[0]?.kind).toBe('lead')
    for (const words of [
      result.manifest.model.sha256,
      result.manifest.dataset.fingerprint,
      'per-case-per-class',
      'Attributes of record',
    ]) {
      expect(text(blocks)).toContain(words)
    }
    expect(text(blocks)).toContain('No case was skipped.')
  })

  it('gives the label of a case beside its outputs', () => {
    const labelled = cases.map((one) => ({
      ...one,
      contribution: { ...one.contribution, labels: ['malignant'] },
    }))
    const manifest = { ...result.manifest, labels: ['diagnosis'] }
    const { blocks } = toReportDocument({ ...result, manifest }, labelled, moment)
    expect(text(blocks)).toContain('Label (ground truth): diagnosis: malignant')
  })

  it('lists what was skipped and silent, and survives a model without response', () => {
    const sad: RunResult = {
      ...result,
      contribution: { ...result.contribution, state: 'no-response', silentCases: ['case-2'], balance: null },
      notices: [{ code: 'dicom/none', details: { folder: 'ct', fileCount: 3 }, caseId: 'case-9' }],
    }
    const { blocks } = toReportDocument(sad, [], moment)
    expect(text(blocks)).toContain('Case case-9: (name left out) holds no DICOM images')
    const named = toReportDocument(sad, [], moment, { words: false, fileNames: true })
    expect(text(named.blocks)).toContain('Case case-9: ct holds no DICOM images')
    expect(text(blocks)).toContain('case-2')
    expect(text(blocks)).toContain('did not respond')
  })

  it('gives the same bytes for the same result, and begins as a PDF', async () => {
    const document = toReportDocument(result, cases, moment)
    const [one, other] = [await renderPdf(document), await renderPdf(document)]
    expect(Buffer.from(one).subarray(0, 5).toString()).toBe('%PDF-')
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true)
  })

  it.skipIf(!hasPdfToText)(
    'carries the research notice on every page (skipped where pdftotext is not installed)',
    async () => {
      const path = join(folders({}), 'report.pdf')
      writeFileSync(path, await renderPdf(toReportDocument(result, cases, moment)))
      const pages = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
        .split('\f')
        .slice(0, -1)
      expect(pages.length).toBeGreaterThan(2)
      for (const [index, page] of pages.entries()) {
        expect(page).toContain(researchNotice)
        expect(page).toContain(`${index + 1} / ${pages.length}`)
      }
    },
  )
})

it('draws grey and colour pixels within the range', () => {
  const grey = decode(toPng({ dims: [1, 3, 1], pixels: Float32Array.of(-1, 0, 2), range: [-1, 1] }))
  expect([...grey.data]).toEqual([0, 128, 255])
  const colour = decode(toPng({ dims: [1, 1, 3], pixels: Float32Array.of(0, 0.5, 1), range: [0, 1] }))
  expect([colour.channels, ...colour.data]).toEqual([3, 0, 128, 255])
})
