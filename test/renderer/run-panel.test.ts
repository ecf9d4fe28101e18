import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { TooltipProvider } from 'reka-ui'
import type { StudySummary } from '@shared/dataset'
import { studySchema } from '@shared/study'
import type { DeviceState } from '@shared/device'
import { createPageRouter } from '@/router'
import RunPanel from '@/study/RunPanel.vue'
import { useMessages } from '@/messages'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { fakeSurroundings } from './fake-api'

const study: StudySummary = {
  studyId: 's',
  fileName: 'toy.study.yaml',
  study: studySchema.parse({
    modalens: 1,
    name: 'Toy study',
    model: 'm.onnx',
    dataset: { table: 'cases.csv', id: 'case' },
    modalities: [{ kind: 'tabular', name: 'record', input: 'x', attributes: [{ name: 'age' }] }],
    outputs: { kind: 'regression', names: ['y'] },
  }),
  model: null,
  caseCount: 4,
  selectedCount: 4,
  patientCount: 4,
  splits: [],
  problems: [],
}
const plan = {
  caseCount: 4,
  patientCount: 4,
  passes: 12,
  passesAreExact: true,
  isUpperLimit: false,
  parts: [{ modality: 'record', perCase: 1 }],
  batchSize: 8,
  memoryBytes: 1024,
  secondsPerPass: 0.01,
  notices: [],
}

const devices: DeviceState[] = [
  { device: 'cpu', refused: null },
  {
    device: 'cuda',
    refused: { code: 'session/device-refused', details: { device: 'cuda', why: 'no driver' } },
  },
  { device: 'webgpu', refused: null },
]

let checked: { batchSize?: number | undefined; device?: string | undefined }[] = []
let panel: VueWrapper
const runButton = () => panel.findAll('button').find((one) => one.text() === 'Run')!
const field = (label: string) =>
  panel
    .findAll('label')
    .find((one) => one.text().startsWith(label))!
    .find('input')

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  checked = []
  const check = ({ overrides = {} }: { overrides?: (typeof checked)[number] | undefined }) => {
    checked.push(overrides)
    return Promise.resolve({ plan, problems: [] })
  }
  const Window = defineComponent(() => () => h(TooltipProvider, () => h(RunPanel, { study } as never)))
  panel = mount(Window, {
    global: {
      plugins: [
        ...fakeSurroundings({ studies: { check }, devices: { list: () => Promise.resolve(devices) } }),
        createPageRouter(),
      ],
    },
  })
  await flushPromises()
})
afterEach(() => {
  panel.unmount()
  vi.useRealTimers()
})

describe('the run panel', () => {
  it('shows the plan of the study as it stands, ready to run', () => {
    expect(checked).toHaveLength(1)
    expect(panel.text()).toContain('4 of 4 patients')
    expect(runButton().attributes('disabled')).toBeUndefined()
  })

  it('asks once when the typing stops, and does not run before the new plan is there', async () => {
    for (const value of ['1', '12', '128']) await field('Masks per batch').setValue(value)
    expect(runButton().attributes('disabled')).toBeDefined()
    expect(checked).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1000)
    expect(checked.map(({ batchSize }) => batchSize)).toEqual([8, 128])
    expect(runButton().attributes('disabled')).toBeUndefined()
  })

  it('offers the devices of the machine, and says why another cannot be had', async () => {
    const select = panel.findAll('select').find((one) => one.find('option[value=webgpu]').exists())!
    expect(select.element.value).toBe('auto')
    expect(select.find('option[value=cuda]').attributes('disabled')).toBeDefined()
    expect(panel.text()).toContain('CUDA (NVIDIA) cannot be used here: no driver')
    await select.setValue('webgpu')
    await vi.advanceTimersByTimeAsync(1000)
    expect(checked.map(({ device }) => device)).toEqual(['auto', 'webgpu'])
  })

  it('says what is wrong with an emptied field instead of asking the engine', async () => {
    await field('Seed').setValue('')
    await vi.advanceTimersByTimeAsync(1000)
    expect(panel.find('[role=alert]').text()).toBe('Seed is a whole number from 0.')
    expect(checked).toHaveLength(1)
    expect(runButton().attributes('disabled')).toBeDefined()
    expect(useMessages().messages).toEqual([])
  })
})
