import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { TooltipProvider } from 'reka-ui'
import { AppError } from '@shared/errors'
import type { RunResult } from '@shared/run'
import { ResultPage } from '@/contribution'
import { createPageRouter } from '@/router'
import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { buildContribution, buildModality } from '../fixtures/builders/dataset-contribution'
import { buildVerdict } from '../fixtures/builders/modality-verdict'
import { buildManifest, buildRunResult } from '../fixtures/builders/run-result'
import { fakeSurroundings, type FakeAnswers } from './fake-api'

const image = buildModality('image', 0.99, { interval: [0.98, 0.995] })
const record = buildModality('record', 0.01, { interval: [0.005, 0.02] })
const grid = { kind: 'grid' as const, dims: [4, 8], size: [4, 4], stride: [4, 4] }

let page: VueWrapper | null = null
async function openPage(answers: FakeAnswers): Promise<VueWrapper> {
  const Window = defineComponent(() => () => h(TooltipProvider, () => h(ResultPage, { run: 'r' })))
  page = mount(Window, {
    global: {
      plugins: [...fakeSurroundings(answers), createPageRouter()],
      stubs: { ChartView: { props: ['label'], template: '<figure>{{ label }}</figure>' } },
    },
  })
  await flushPromises()
  return page
}
const show = (result: RunResult): Promise<VueWrapper> =>
  openPage({ runs: { result: () => Promise.resolve(result) } })

afterEach(() => page?.unmount())

describe('the page of a result', () => {
  it('says the verdict first, names a collapse with its limit, and shows the figures', async () => {
    const shown = await show(
      buildRunResult(
        buildContribution([image, { ...record, intervalNote: 'approximate', effectivePatients: 7.3 }], {
          verdicts: [
            buildVerdict('record', 'collapse', [0.01, 0.005]),
            buildVerdict('image', 'not-decided', [0.018, 0.23]),
          ],
        }),
      ),
    )
    expect(shown.find('h1').text()).toContain('responds most to image: 0.990')
    expect(shown.find('[role=note]').text()).toContain('record')
    expect(shown.findAll('[role=note]')).toHaveLength(1)
    expect(shown.find('[role=note]').text()).toContain('0.012')
    expect(shown.text()).toContain('Not decided whether image adds anything')
    expect(shown.text()).toContain('record: the interval is approximate: it rests on about 7 patients.')
    expect(shown.text()).toContain('Under 0.05 (record)')
    expect(shown.find('td.lead').text()).toBe('0.990')
    expect(shown.find('details').text()).toContain('f00d')
  })

  it('names silent cases, and skipped ones with their reason', async () => {
    const silent = {
      caseId: 'b',
      silent: true,
      labels: ['malignant'],
      originalOutput: [0.5],
      contribution: null,
    }
    const notice = { code: 'file/not-found', details: { file: 'a.png' }, caseId: 'a' } as const
    const shown = await show(
      buildRunResult(buildContribution([image, record], { silentCases: ['b'] }), {
        cases: [silent],
        notices: [notice],
        manifest: buildManifest({ labels: ['diagnosis'] }),
      }),
    )
    expect(shown.text()).toContain('silent')
    expect(shown.find('ul').text()).toContain('Case a: There is no file or folder a.png.')
    expect(shown.text()).toMatch(/diagnosis.*malignant/s)
  })

  it('draws the mean map in the shape of the picture, on a scale that it calls its own', async () => {
    const meanMap = { layout: grid, meanDifference: [0.1, 0.3] }
    const shown = await show(buildRunResult(buildContribution([{ ...image, meanMap }, record])))
    expect(shown.find('svg[role=img]').attributes('viewBox')).toBe('0 0 8 4')
    expect(shown.findAll('svg[role=img] rect')).toHaveLength(2)
    expect(shown.text()).toContain('|change| of the mean over all outputs')
    expect(shown.text()).toContain('0.300')
  })

  it('says so when the run cannot be read', async () => {
    const shown = await openPage({
      runs: { result: () => Promise.reject(new AppError('run/not-found', { run: 'r' })) },
    })
    expect(shown.text()).toContain('This run cannot be shown.There is no run')
  })
})
