/** Benchmark: a volume opened and looked through over the Api, as the page does it, while something else is asked. */
import { performance } from 'node:perf_hooks'
import type { Api } from '@shared/api'
import type { Slice } from '@shared/dataset'
import { sliceValues } from '@shared/slice-values'
import { readVolume } from '../../../src/main/readers/read-volume'
import type { BenchHost } from './open-host'
import { memoryOf } from './process-memory'
import { quantiles, type Quantiles } from './quantiles'
import type { ViewerForm } from './write-cohort'

type SliceView = 'source' | 'model'
const axes = ['z', 'y', 'x'] as const
type Axis = (typeof axes)[number]

export interface SliceRate {
  readonly view: SliceView
  readonly axis: Axis
  /** Asked one after the other, over the whole axis or the first of them. */
  readonly slices: number
  readonly perSecond: number
  readonly ms: Quantiles
}

export interface OpenedVolume {
  readonly form: ViewerForm
  /** The reader called directly, in a process that does nothing else. */
  readonly readSeconds: number
  /** From asking for the case until its facts are there. */
  readonly previewSeconds: number
  /** From asking for the case until its first slice is there. */
  readonly firstSeconds: number
  /** From then until those of all planes are there. */
  readonly allPlanesSeconds: number
  /** From asking for the first slice as the model sees it until it is there. */
  readonly firstModelSeconds: number
  readonly rates: readonly SliceRate[]
  /** Of `settings.get` meanwhile, in ms. */
  readonly apiWhileOpening: Quantiles
  readonly apiWhileSlicing: Quantiles
  readonly memory: {
    readonly deskPeakBytes: number
    readonly deskNowBytes: number
    readonly enginePeakBytes: number
    readonly engineNowBytes: number
  }
}

const mostSlices = 200
const probeMs = 20

/** Opens one case of the study on a host that has not seen it. */
export async function measureOpening(host: BenchHost, form: ViewerForm, path: string): Promise<OpenedVolume> {
  const { api } = host
  const readMs = await timeOf(() => readVolume(path, null))
  const { studyId } = await api.studies.open({ handle: host.study })
  const opening = probe(host.otherApi)
  const startedMs = performance.now()
  await api.datasets.case({ studyId, caseId: form })
  const previewMs = performance.now() - startedMs
  const slice = (view: SliceView, axis: Axis, index: number): Promise<Slice> =>
    api.datasets.slice({ studyId, caseId: form, modality: 'ct', view, axis, index })
  const first = slice('source', 'z', 0)
  const others = [slice('source', 'y', 0), slice('source', 'x', 0)]
  const firstMs = await first.then(() => performance.now() - startedMs)
  await Promise.all(others)
  const allMs = performance.now() - startedMs
  const apiWhileOpening = await opening.stop()
  const slicing = probe(host.otherApi)
  const rates = await measureRates(slice, 'source')
  const firstModelMs = await timeOf(() => slice('model', 'z', 0))
  rates.push(...(await measureRates(slice, 'model')))
  const apiWhileSlicing = await slicing.stop()
  return {
    form,
    readSeconds: readMs / 1000,
    previewSeconds: previewMs / 1000,
    firstSeconds: firstMs / 1000,
    allPlanesSeconds: (allMs - firstMs) / 1000,
    firstModelSeconds: firstModelMs / 1000,
    ...{ rates, apiWhileOpening, apiWhileSlicing, memory: memoryNow(host) },
  }
}

async function measureRates(
  slice: (view: SliceView, axis: Axis, index: number) => Promise<Slice>,
  view: SliceView,
): Promise<SliceRate[]> {
  const rates: SliceRate[] = []
  for (const axis of axes) {
    const { plane } = await slice(view, axis, 0)
    const count = Math.min(mostSlices, plane.slices.count - 1)
    const ms: number[] = []
    const startedMs = performance.now()
    for (let index = 1; index <= count; index += 1)
      // What the page holds of a slice is its values.
      ms.push(await timeOf(async () => sliceValues(await slice(view, axis, index))))
    const seconds = (performance.now() - startedMs) / 1000
    rates.push({ view, axis, slices: count, perSecond: count / seconds, ms: quantiles(ms) })
  }
  return rates
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}

/** Asks for the settings again and again. */
function probe(api: Api): { readonly stop: () => Promise<Quantiles> } {
  const ms: number[] = []
  const over = new AbortController()
  const asking = (async () => {
    while (!over.signal.aborted) {
      ms.push(await timeOf(() => api.settings.get()))
      await new Promise((resolve) => setTimeout(resolve, probeMs))
    }
  })()
  return {
    stop: async () => {
      over.abort()
      await asking
      return quantiles(ms)
    },
  }
}

function memoryNow(host: BenchHost): OpenedVolume['memory'] {
  const of = (program: 'engine' | 'desk') => memoryOf(host.pidOf(program) ?? 0)
  const [desk, engine] = [of('desk'), of('engine')]
  return {
    deskPeakBytes: desk?.peakBytes ?? 0,
    deskNowBytes: desk?.nowBytes ?? 0,
    enginePeakBytes: engine?.peakBytes ?? 0,
    engineNowBytes: engine?.nowBytes ?? 0,
  }
}
