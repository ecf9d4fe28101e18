import { signalMapOption, shownNames, type ShownSignal } from '@shared/charts/signal-map'
import { lightTheme } from '@shared/charts/theme'
import { describe, expect, it } from 'vitest'

const signal: ShownSignal = {
  ...{ leads: 4, samples: 6, values: new Float32Array(24), hz: 2 },
  names: ['I', 'II', '', 'V1'],
}
const along = { kind: 'grid' as const, dims: [6], size: [3], stride: [3] }

/** [from second, to second, from lead, behind lead] of every rectangle. */
function rectangles(effects: Parameters<typeof signalMapOption>[1]) {
  const { series } = signalMapOption(signal, effects, lightTheme)
  const [ground] = series as { markArea: { data: { xAxis: number; yAxis: number }[][] } }[]
  return ground!.markArea.data.map(([from, to]) => [from!.xAxis, to!.xAxis, from!.yAxis, to!.yAxis])
}

describe('the ground of a map of a recording', () => {
  const scale = { kind: 'absolute' as const, limit: 1 }
  it('covers all leads, those of a channel group, or the one that is masked', () => {
    const values = [0.5, 1]
    expect(rectangles({ layout: along, values, scale })).toEqual([
      [0, 1.5, 0, 4],
      [1.5, 3, 0, 4],
    ])
    expect(rectangles({ layout: along, values, scale, masked: [3, 1, 0] })).toEqual([
      [0, 1.5, 0, 2],
      [0, 1.5, 3, 4],
      [1.5, 3, 0, 2],
      [1.5, 3, 3, 4],
    ])
    const each = { kind: 'grid' as const, dims: [4, 6], size: [1, 6], stride: [1, 6] }
    expect(rectangles({ layout: each, values: [1, 2, 3, 4], scale })[1]).toEqual([0, 3, 1, 2])
  })

  it('is under leads of the names that the run has kept, and in seconds', () => {
    const leads = signal.names.map((name) => ({ name, unit: '' }))
    const shown = { ...signal, ...shownNames({ leads, leadCount: 4, hz: 2 }) }
    const { yAxis, xAxis } = signalMapOption(shown, null, lightTheme) as {
      yAxis: { axisLabel: { formatter: (band: number) => string } }
      xAxis: { name: string; max: number }
    }
    expect([0, 1, 2, 3, 4].map(yAxis.axisLabel.formatter)).toEqual(['I', 'II', 'lead 3', 'V1', ''])
    expect([xAxis.name, xAxis.max]).toEqual(['seconds', 3])
    expect(shownNames(undefined)).toEqual({ names: [], hz: null })
  })
})
