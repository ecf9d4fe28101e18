import { flushPromises, mount } from '@vue/test-utils'
import type { HeaderRow, SourceHeader } from '@shared/source-header'
import { describe, expect, it, vi } from 'vitest'
import HeaderPanel from '@/viewer/HeaderPanel.vue'
import { fileSlice, type HeaderPlace } from '@/viewer/headers'
import { toAct } from '@/viewer/keys'
import { fakeSurroundings } from './fake-api'

const row = (tag: string, keyword: string, value: string, isIdentity = false): HeaderRow => ({
  ...{
    tag,
    keyword,
    name: keyword.replace(/([a-z])([A-Z])/g, '$1 $2'),
    vr: 'CS',
    value,
    depth: 0,
    isIdentity,
  },
})

async function openPanel() {
  const asked: HeaderPlace[] = []
  const fetchHeader = (place: HeaderPlace): Promise<SourceHeader> => {
    asked.push(place)
    const patient = row('(0010,0010)', 'PatientName', place.identity ? 'DOE^JANE' : 'hidden', true)
    const rows = [row('(0008,0060)', 'Modality', 'CT'), patient, row('(0028,0010)', 'Rows', '512')]
    return Promise.resolve({ file: place.identity ? 'a.dcm' : null, frame: null, rows, words: null })
  }
  const props = { name: 'ct', fetchHeader, index: 4 }
  const panel = mount(HeaderPanel, {
    props,
    global: { plugins: fakeSurroundings({}) },
    attachTo: document.body,
  })
  await flushPromises()
  return { panel, asked }
}

describe('the header of a slice', () => {
  it('is searched by tag, keyword, name and value', async () => {
    const { panel, asked } = await openPanel()
    expect(asked).toEqual([{ modality: 'ct', index: 4, identity: false }])
    const box = panel.get('input[type=search]')
    const found = async (words: string) => {
      await box.setValue(words)
      return panel.findAll('tbody .tag').map((cell) => cell.text())
    }
    expect(await found('00280010')).toEqual(['(0028,0010)'])
    expect(await found('patientname')).toEqual(['(0010,0010)'])
    expect(await found('patient name')).toEqual(['(0010,0010)'])
    expect(await found('512')).toEqual(['(0028,0010)'])
    expect(await found('nothing')).toEqual([])
    panel.unmount()
  })

  it('hides who the patient is until its switch, follows the slices, and closes with Esc', async () => {
    vi.useFakeTimers()
    const { panel, asked } = await openPanel()
    expect(panel.text()).toContain('1 hidden')
    expect(panel.text()).not.toContain('DOE')
    await panel.get('input[type=checkbox]').setValue(true)
    await flushPromises()
    expect(panel.text()).toContain('DOE^JANE')
    await panel.setProps({ index: 5 })
    await panel.setProps({ index: 7 })
    await vi.advanceTimersByTimeAsync(200)
    expect(asked.map(({ index, identity }) => [index, identity])).toEqual([[4, false], [4, true], [7, true]]) // prettier-ignore
    await panel.get('input[type=search]').trigger('keydown', { key: 'Escape' })
    expect(panel.emitted('close')).toHaveLength(1)
    panel.unmount()
    vi.useRealTimers()
  })

  it('is that of the slice in the file, whichever grid is shown', () => {
    const source = { dims: [10, 4, 4] as const, affineLps: null, pixels: null }
    const picture = {
      source,
      model: source,
      inFile: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 0.5, 0, 0, 0, 1],
      unit: '',
    }
    expect([fileSlice(picture, 'source', [0, 0, 3]), fileSlice(picture, 'masked', [0, 0, 3])]).toEqual([3, 7])
    expect(fileSlice(picture, 'model', [0, 0, 9])).toBe(9)
    expect(toAct({ key: 'h' } as KeyboardEvent)).toEqual({ act: 'header' })
  })
})
