/** Which values are black and white on the screen. */

export interface DisplayWindow {
  readonly low: number
  readonly high: number
}

export interface WindowPreset extends DisplayWindow {
  readonly name: string
}

const around = (name: string, center: number, width: number): WindowPreset => ({
  name,
  low: center - width / 2,
  high: center + width / 2,
})

/** Of values in HU. */
const ctPresets: readonly WindowPreset[] = [
  around('Lung', -600, 1500),
  around('Soft tissue', 50, 400),
  around('Bone', 400, 1800),
  around('Brain', 40, 80),
  around('Liver', 70, 150),
]

/** The whole range, and for CT the usual windows; on the keys 1 to 9. */
export function windowPresets(unit: string, [low, high]: readonly [number, number]): readonly WindowPreset[] {
  const whole = { name: 'All values', low, high }
  return unit === 'HU' ? [...ctPresets, whole] : [whole]
}

/** Moves a window by a drag over the whole picture: across for its width, down for its level. */
export function dragWindow(
  { low, high }: DisplayWindow,
  [least, most]: readonly [number, number],
  across: number,
  down: number,
): DisplayWindow {
  const range = Math.max(most - least, Number.EPSILON)
  const width = Math.max(range / 1000, high - low + across * range)
  const center = (low + high) / 2 + down * range
  return { low: center - width / 2, high: center + width / 2 }
}

/** As radiologists say it. */
export function windowWords({ low, high }: DisplayWindow): string {
  const number = (value: number): string => String(Number(value.toPrecision(4)))
  return `W ${number(high - low)} L ${number((low + high) / 2)}`
}
