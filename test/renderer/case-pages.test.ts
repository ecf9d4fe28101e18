import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { TooltipProvider } from 'reka-ui'
import type { CaseContribution } from '@shared/contribution'
import type { CasePreview } from '@shared/dataset'
import { AppError } from '@shared/errors'
import type { StudyOutputs } from '@shared/study'
import { plainStudyView, type StudyView } from '@shared/study-view'
import { everyCase } from '@shared/case-filter'
import { keepCaseList } from '@/case-page'
import { CaseResultPage } from '@/contribution'
import { forgetCases } from '@/contribution/kept-cases'
import { CasePage } from '@/dataset'
import { createPageRouter } from '@/router'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defineComponent, h, type Component } from 'vue'
import { buildContribution, buildModality } from '../fixtures/builders/dataset-contribution'
import { buildManifest, buildRunResult } from '../fixtures/builders/run-result'
import { fakeSurroundings, type FakeAnswers } from './fake-api'

const outputs: StudyOutputs = {
  ...{ kind: 'multi-class', names: ['adenocarcinoma', 'squamous'] },
  ...{ activation: 'none', space: 'output', threshold: 0.5 },
}
const text = 'Mass (2 cm), spiculated.'
const words = ['Mass', '(', '2', 'cm', ')', ',', 'spiculated', '.']
const effects = [0.01, 0, 0, 0, 0, 0, 0.118, -0.05]
const one: CaseContribution = {
  ...{ caseId: 'b', silent: false, labels: ['adenocarcinoma'], originalOutput: [0.382, 0.618], joint: [] },
  modalities: [
    {
      ...{ modality: 'report', contribution: 0.9, whole: [0, 0], inertParts: [1], flips: [6] },
      layout: { kind: 'text', unit: 'word', segments: words.map((word) => ({ text: word, tokens: [0] })) },
      signed: effects.map((effect) => [0 - 2 * effect, effect]),
    },
    {
      ...{ modality: 'record', contribution: 0.1, whole: [0, 0], inertParts: [2], flips: [] },
      layout: {
        kind: 'attributes',
        attributes: ['age', 'marker', 'nse'].map((name, at) => ({ name, columns: [at] })),
      },
      signed: [
        [-0.0042, 0.0042],
        [0.0019, -0.0019],
        [0, 0],
      ],
    },
  ],
}
const attribute = { unit: null, missing: false, values: [1] }
const previews: CasePreview['modalities'] = [
  { kind: 'text', modality: 'report', text, segments: words, tokenCount: 10, cut: null },
  {
    ...{ kind: 'tabular', modality: 'record' },
    attributes: [
      { ...attribute, name: 'age', source: '63', unit: 'years' },
      { ...attribute, name: 'marker', source: '5.8' },
      { ...attribute, name: 'nse', source: '', missing: true },
    ],
  },
]
const result = buildRunResult(
  buildContribution([buildModality('report', 0.9), buildModality('record', 0.1)]),
  {
    manifest: buildManifest({
      ...{ outputs, labels: ['histology'] },
      modalities: buildManifest().modalities.filter(({ name }) => name !== 'image'),
    }),
    cases: ['a', 'b', 'c'].map((caseId) => ({
      ...{
        caseId,
        silent: false,
        labels: [],
        originalOutput: [0.4, 0.6],
        contribution: { report: 1, record: 0 },
      },
    })),
  },
)
const shownView: StudyView = { ...plainStudyView, identity: true }
const runAnswers: FakeAnswers = {
  runs: {
    result: () => Promise.resolve(result),
    case: () => Promise.resolve(one),
    patient: () => Promise.resolve({ patient: 'P-7' }),
    preview: ({ modality }) =>
      Promise.resolve(previews.find((preview) => preview.modality === modality) ?? previews[0]!),
  },
  views: { get: () => Promise.resolve(plainStudyView), set: () => Promise.resolve(shownView) },
}

let page: VueWrapper | null = null
async function open(component: Component, props: object, answers: FakeAnswers) {
  const router = createPageRouter()
  await router.push('/')
  const Window = defineComponent(() => () => h(TooltipProvider, () => h(component, props)))
  page = mount(Window, {
    attachTo: document.body,
    global: { plugins: [...fakeSurroundings(answers), router] },
  })
  await flushPromises()
  return { shown: page, router }
}
beforeEach(() => {
  sessionStorage.clear()
  forgetCases()
})
afterEach(() => page?.unmount())

const openResult = (answers: FakeAnswers = runAnswers) =>
  open(CaseResultPage, { run: 'r', caseId: 'b' }, answers)
const spaced = (wrapper: { text: () => string }): string => wrapper.text().replaceAll(/\s+/g, ' ')

describe('the page of the result of a case', () => {
  it('says truth and prediction, and that it is wrong in a word', async () => {
    const { shown } = await openResult()
    const head = spaced(shown.find('.case-header'))
    expect(head).toContain('adenocarcinoma')
    expect(head).toContain('squamous 0.618')
    expect(shown.find('[aria-label=Prediction]').text()).toContain('wrong')
    expect(shown.find('[aria-label=Outputs] .true').text()).toContain('(true)')
    expect(head).toContain('2 of 3, in the order of the run')
    expect(shown.find('[aria-label^="Contribution of each"]').text()).toContain('0.900')
  })

  it('leads on in the list it came from, by buttons and by Alt and an arrow', async () => {
    keepCaseList({ run: 'r' }, { name: 'most reliant on report first', ids: ['c', 'b'] })
    const { shown, router } = await openResult()
    expect(spaced(shown.find('.case-header'))).toContain('2 of 2, most reliant on report first')
    expect(shown.find('[aria-label="Next case"]').attributes('disabled')).toBeDefined()
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', altKey: true }))
    await flushPromises()
    expect(router.currentRoute.value.params).toEqual({ run: 'r', caseId: 'c' })
  })

  it('shows the text as it stands, what speaks against dotted, and the figures of a word on focus', async () => {
    const { shown } = await openResult()
    const flow = shown.find('.words')
    expect(flow.element.textContent).toBe(text)
    expect(flow.find('[data-part="7"]').classes()).toContain('against')
    expect(flow.find('[data-part="6"]').classes()).not.toContain('against')
    expect(spaced(shown.find('.told'))).toContain(
      'Masking it lowers squamous from 0.618 to 0.500: it speaks for squamous. +0.118',
    )
    expect(flow.findAll('[tabindex="0"]').map((word) => word.text())).toEqual(['spiculated'])
    await flow.find('[data-part="6"]').trigger('focus')
    await flushPromises()
    const tip = document.body.querySelector('.part-tip')?.textContent ?? ''
    expect(tip.replaceAll(/\s+/g, ' ')).toContain('rank 1 of 8')
    expect(tip).toContain('66.3 %')
    expect(tip).toContain('Then the prediction becomes adenocarcinoma, 0.618.')
    await flow.find('[data-part="6"]').trigger('keydown', { key: 'ArrowRight' })
    expect(document.activeElement?.textContent).toBe('.')
  })

  it('shows the record with its cells, a bar on its side of zero, and what is missing', async () => {
    const { shown } = await openResult()
    const rows = shown.findAll('[aria-label="Parts of record"] li')
    expect(rows.map(spaced)).toEqual([
      'age63 years+0.00420',
      'marker5.8\u22120.00190',
      'nsemissingnothing to mask–',
    ])
    const bar = (row: number): string => rows[row]?.find('.track span').attributes('style') ?? ''
    expect(bar(0)).toMatch(/left: 50%; width: 50%/)
    expect(bar(1)).toMatch(/left: 27\.\d+%; width: 22\.\d+%/)
    expect(shown.text()).toContain('full bar at 0.00420, 28 times below report')
  })

  it('keeps a limit that is typed in for the study, and shows by it', async () => {
    const changes: unknown[] = []
    const set = ({ change }: { change: unknown }) => {
      changes.push(change)
      return Promise.resolve({ ...plainStudyView, scaleLimits: { record: 0.0084 } })
    }
    const { shown } = await openResult({ ...runAnswers, views: { ...runAnswers.views, set } })
    await shown.find('[aria-label="Scale of record"]').setValue('fixed')
    await flushPromises()
    expect(changes).toEqual([{ scaleLimits: { record: 0.0042 } }])
    expect(shown.text()).toContain('full bar at 0.0084')
    expect(shown.find('[aria-label="Parts of record"] .track span').attributes('style')).toMatch(/width: 25%/)
  })

  it('hides the patient until somebody asks', async () => {
    const { shown } = await openResult()
    expect(shown.text()).not.toContain('P-7')
    await shown.find('input[type=checkbox]').setValue(true)
    await flushPromises()
    expect(shown.find('[aria-label=Patient]').text()).toContain('P-7')
  })

  it('leads to the data, or says why it cannot', async () => {
    const ofRun = () => Promise.resolve({ studyId: 's', isChanged: false })
    const first = await openResult({ ...runAnswers, studies: { ofRun } })
    await first.shown.find('button.link').trigger('click')
    await flushPromises()
    expect(first.router.currentRoute.value.path).toBe('/study/s/case/b')
    page?.unmount()

    const changed = () => Promise.resolve({ studyId: 's', isChanged: true })
    const second = await openResult({ ...runAnswers, studies: { ofRun: changed } })
    await second.shown.find('button.link').trigger('click')
    await flushPromises()
    expect(second.shown.text()).toContain('has changed since the run')
    expect(second.shown.find('a[href="#/study/s/case/b"]').exists()).toBe(true)
    page?.unmount()

    const gone = () => Promise.reject(new AppError('study/not-found', { file: 'lung.study.yaml' }))
    const third = await openResult({ ...runAnswers, studies: { ofRun: gone } })
    await third.shown.find('button.link').trigger('click')
    await flushPromises()
    expect(third.shown.text()).toContain('The study file lung.study.yaml cannot be read.')
  })
})

describe('the page of the data of a case', () => {
  const row = {
    caseId: 'b',
    patient: 'P-7',
    split: 'test',
    labels: ['squamous'],
    selected: true,
    cells: [],
    flags: [],
  }
  const asked: string[] = []
  const answers: FakeAnswers = {
    studies: {
      get: () => Promise.resolve({ study: { dataset: { label: ['histology'] } } } as never),
    },
    datasets: {
      place: ({ listing }) => {
        const search = listing?.filter?.search ?? ''
        asked.push(search)
        const isFound = search !== 'elsewhere'
        return Promise.resolve({
          row,
          place: isFound ? { index: 36, total: 214, previous: 'a', next: null } : null,
        })
      },
      case: () => Promise.resolve({ caseId: 'b', modalities: previews }),
    },
    runs: {
      ofCase: () =>
        Promise.resolve(
          ['r3', 'r2', 'r1'].map((run, at) => ({
            ...{ run, name: 'Toy', modelName: 'm.onnx', createdAt: `2026-01-0${3 - at}T03:04:05Z` },
          })),
        ),
    },
    views: { get: () => Promise.resolve(plainStudyView), set: () => Promise.resolve(shownView) },
  }
  const openData = () => open(CasePage, { studyId: 's', caseId: 'b' }, answers)

  it('says the truth, its place in the table, and the results, the newest first', async () => {
    const { shown } = await openData()
    const head = spaced(shown.find('.case-header'))
    expect(head).toContain('37 of 214, in the order of the table')
    expect(head).toContain('squamous')
    expect(shown.findAll('a[href^="#/run/"]').map((link) => link.attributes('href'))).toEqual([
      '#/run/r3/case/b',
      '#/run/r2/case/b',
      '#/run/r1/case/b',
    ])
    expect(shown.text()).toContain(text)
    expect(shown.text()).toContain('years')
    expect(shown.text()).not.toContain('P-7')
    await shown.find('input[type=checkbox]').setValue(true)
    await flushPromises()
    expect(shown.text()).toContain('P-7')
  })

  it('asks for its place in what the search found, and in the table when it is not there', async () => {
    asked.length = 0
    keepCaseList(
      { studyId: 's' },
      {
        name: 'found by “elsewhere”',
        listing: { filter: { ...everyCase, search: 'elsewhere' }, order: null },
      },
    )
    const { shown } = await openData()
    expect(asked).toEqual(['elsewhere', ''])
    expect(spaced(shown.find('.case-header'))).toContain('in the order of the table')
  })
})
