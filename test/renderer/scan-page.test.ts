import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { TooltipProvider } from 'reka-ui'
import { AppError } from '@shared/errors'
import type { ScanCounts, ScanEvent, ScannedFolder, ScannedSeries } from '@shared/scan'
import { createPageRouter } from '@/router'
import { ScanPage, ScansPage } from '@/scan'
import SeriesCard from '@/scan/SeriesCard.vue'
import { personName, writtenDate } from '@/scan/scan-words'
import { groupKeys, lineCount, treeNodes } from '@/scan/tree-nodes'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, type Component } from 'vue'
import { fakeSurroundings, type FakeAnswers } from './fake-api'

const counts = (files: number): ScanCounts => ({
  folders: 3,
  files,
  read: files,
  problems: 1,
  kinds: { dicom: files, nifti: 0, volume: 0, image: 0, table: 0, other: 0 },
})
const changes = { added: 2, changed: 0, removed: 1, unchanged: 4 }
const seriesOf = (series: string, description: string): ScannedSeries => ({
  series,
  number: 3,
  description,
  dicomModality: 'CT',
  sopClass: null,
  transferSyntaxes: ['Explicit VR Little Endian'],
  fileCount: 120,
  sliceCount: 120,
  duplicateCount: 0,
  rows: 512,
  columns: 512,
  sizeBytes: 63_000_000,
  folder: '/images/p1',
  folderCount: 1,
})
const found: ScannedFolder = {
  scan: 's',
  handle: 'file-1',
  path: '/images',
  scannedAt: '2026-01-02T03:04:05.000Z',
  isComplete: true,
  counts: counts(6),
  changes,
  patients: [
    {
      patientId: 'P1',
      name: 'Doe^Jane^^Dr=ド^ジェーン',
      studies: [
        {
          study: '1.2',
          date: '20240131',
          description: 'Chest',
          series: [seriesOf('1.2.3', 'Thin'), seriesOf('1.2.4', 'Lung')],
        },
      ],
    },
    { patientId: null, name: null, studies: [{ study: '9', date: null, description: null, series: [] }] },
  ],
  problems: [{ path: 'a/broken', error: { code: 'dicom/unreadable', details: { file: 'broken' } } }],
  notices: [{ code: 'scan/duplicates', details: { fileCount: 5 } }],
}

let page: VueWrapper | null = null
function open(component: Component, props: Record<string, unknown>, answers: FakeAnswers): VueWrapper {
  const Window = defineComponent(() => () => h(TooltipProvider, () => h(component, props)))
  page = mount(Window, { global: { plugins: [...fakeSurroundings(answers), createPageRouter()] } })
  return page
}
const button = (name: string) => page!.findAll('button').find((one) => one.text() === name)
afterEach(() => page?.unmount())

/** A stream that a test ends when it likes. */
function scripted() {
  const waiting: ((event: ScanEvent | null) => void)[] = []
  async function* events(): AsyncGenerator<ScanEvent, void> {
    for (;;) {
      const event = await new Promise<ScanEvent | null>((resolve) => waiting.push(resolve))
      if (event === null) return
      yield event
      if (event.event !== 'progress') return
    }
  }
  const tell = async (event: ScanEvent): Promise<void> => {
    waiting.shift()!(event)
    await flushPromises()
  }
  return { events: () => Promise.resolve(events()), tell }
}

describe('the page of a scan', () => {
  it('counts while it goes on, cancels, and shows what was read', async () => {
    const { events, tell } = scripted()
    const cancel = vi.fn(() => Promise.resolve({}))
    const result = () => Promise.resolve({ ...found, isComplete: false })
    open(ScanPage, { scan: 's' }, { scans: { events, cancel, result } })
    await flushPromises()
    await tell({ event: 'progress', scan: 's', counts: counts(400) })
    expect(page!.find('[role=status]').text()).toContain('400')
    await button('Cancel')!.trigger('click')
    expect(cancel).toHaveBeenCalledWith({ scan: 's' })
    await tell({ event: 'cancelled', scan: 's', counts: counts(401) })
    expect(page!.find('h1').text()).toBe('Scan cancelled')
    expect(button('Cancel')).toBeUndefined()
    expect(button('Go on')).toBeDefined()
  })

  it('shows changes, notices and problems as sentences, and scans again', async () => {
    const first = scripted()
    const second = scripted()
    const streams = [first, second]
    const start = vi.fn(() => Promise.resolve({ scan: 's' }))
    const answers = { start, events: () => streams.shift()!.events(), result: () => Promise.resolve(found) }
    open(ScanPage, { scan: 's' }, { scans: answers })
    await flushPromises()
    await first.tell({ event: 'finished', scan: 's', counts: counts(6), changes })
    expect(page!.text()).toContain('2 added, 0 changed, 1 removed, 4 unchanged')
    expect(page!.text()).toContain('5 file(s) carry the SOPInstanceUID of another file')
    expect(page!.find('li').text()).toContain('broken')
    await button('Scan again')!.trigger('click')
    await flushPromises()
    expect(start).toHaveBeenCalledWith({ handle: 'file-1' })
    expect(page!.find('h1').text()).toBe('Scanning …')
    await second.tell({ event: 'finished', scan: 's', counts: counts(7), changes })
    expect(page!.find('h1').text()).toBe('Scanned folder')
  })

  it('says why a scan failed, also when the line broke', async () => {
    const error = { code: 'scan/folder-unreadable', details: { folder: 'images', why: 'EIO' } } as const
    const { events, tell } = scripted()
    open(ScanPage, { scan: 's' }, { scans: { events } })
    await flushPromises()
    await tell({ event: 'failed', scan: 's', error })
    expect(page!.find('[role=alert]').text()).toContain('The folder images could not be read (EIO)')
    page!.unmount()
    const stopped = () => Promise.reject(new AppError('engine/stopped', { why: 'signal' }))
    open(ScanPage, { scan: 's' }, { scans: { events: stopped } })
    await flushPromises()
    expect(page!.find('h1').text()).toBe('Scan stopped')
  })

  it('removes the index with one click', async () => {
    const { events, tell } = scripted()
    const remove = vi.fn(() => Promise.resolve({}))
    open(ScanPage, { scan: 's' }, { scans: { events, remove, result: () => Promise.resolve(found) } })
    await flushPromises()
    await tell({ event: 'finished', scan: 's', counts: counts(6), changes })
    await button('Remove index')!.trigger('click')
    expect(remove).toHaveBeenCalledWith({ scan: 's' })
  })
})

describe('the page of all scans', () => {
  it('lists them and removes one', async () => {
    let listed = [found]
    const remove = vi.fn(() => {
      listed = []
      return Promise.resolve({})
    })
    open(ScansPage, {}, { scans: { list: () => Promise.resolve(listed), remove } })
    await flushPromises()
    expect(page!.find('td').text()).toBe('/images')
    await page!.find('[aria-label="Remove the index of /images"]').trigger('click')
    await flushPromises()
    expect(remove).toHaveBeenCalledWith({ scan: 's' })
    expect(page!.text()).toContain('None yet.')
  })
})

describe('the card of a series', () => {
  const card = (isAlone: boolean, folderCount = 1) =>
    open(SeriesCard, { series: { ...seriesOf('1.2.3', 'Thin'), folderCount }, isAlone }, {}).text()

  it('tells what to write into a study', () => {
    expect(card(true)).toContain('/images/p1')
    expect(page!.text()).toContain('holds this series only')
    page!.unmount()
    expect(card(false)).toContain('holds several series')
    page!.unmount()
    expect(card(true, 3)).toContain('lie in 3 folders')
  })
})

describe('the tree', () => {
  it('names patients, studies and series, and what is missing', () => {
    const nodes = treeNodes(found.patients, '')
    expect(nodes.map(({ title, detail }) => `${title} | ${detail}`)).toEqual([
      'Doe, Jane Dr | P1, 1 study',
      'Patient without name and id | 1 study',
    ])
    expect(nodes[0]!.children![0]).toMatchObject({ title: 'Chest', detail: '2024-01-31, 2 series' })
    expect(nodes[0]!.children![0]!.children![1]).toMatchObject({
      title: '3. Lung',
      detail: 'CT, 120 slices, 512 x 512',
    })
    expect(lineCount(nodes)).toBe(6)
    expect(groupKeys(nodes)).toEqual(['p0', 'p0/1.2', 'p1', 'p1/9'])
  })

  it.each([
    ['a series', 'lung', 3],
    ['a study', 'chest', 4],
    ['a patient', 'DOE', 4],
    ['a UID', '1.2.4', 3],
    ['nothing', 'xyz', 0],
  ])('finds %s and what leads to it', (_what, words, lines) => {
    expect(lineCount(treeNodes(found.patients, words))).toBe(lines)
  })

  it('writes names and dates as people do', () => {
    expect(['Doe^Jane', 'Doe', '^Jane', 'Doe^^^Dr'].map(personName)).toEqual([
      'Doe, Jane',
      'Doe',
      'Jane',
      'Doe, Dr',
    ])
    expect(['20240131', '2024.01.31'].map(writtenDate)).toEqual(['2024-01-31', '2024.01.31'])
  })
})
