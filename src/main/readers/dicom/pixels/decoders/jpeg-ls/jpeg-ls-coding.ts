/** The numbers that a scan of JPEG-LS is coded by. */

/** As an LSE segment gives them; 0 stands for the usual value. */
export interface JpegLsPreset {
  /** MAXVAL, the largest sample. */
  readonly maxValue: number
  /** T1, T2, T3. */
  readonly thresholds: readonly [number, number, number]
  /** RESET: how many samples halve the counts of a context. */
  readonly reset: number
}

export interface JpegLsCoding extends JpegLsPreset {
  readonly near: number
  /** How many errors there are. */
  readonly range: number
  /** Bits of an error. */
  readonly errorBits: number
  /** Bits of the longest code. */
  readonly limit: number
}

const USUAL_RESET = 64
/** Basic thresholds of 8 bits and the least that each may be. */
const basic = [3, 7, 21] as const
const least = [2, 3, 4] as const

/** Settles the numbers of a scan whose frame has `bits` per sample. Source: ITU-T T.87, A.2.1 and C.2.4.1.1. */
export function toJpegLsCoding(preset: JpegLsPreset, near: number, bits: number): JpegLsCoding {
  const maxValue = preset.maxValue === 0 ? 2 ** bits - 1 : preset.maxValue
  const range = Math.floor((maxValue + 2 * near) / (2 * near + 1)) + 1
  const sampleBits = Math.max(2, bitsOf(maxValue + 1))
  const usual = usualThresholds(maxValue, near)
  const [t1, t2, t3] = preset.thresholds
  return {
    near,
    maxValue,
    range,
    thresholds: [t1 === 0 ? usual[0] : t1, t2 === 0 ? usual[1] : t2, t3 === 0 ? usual[2] : t3],
    reset: preset.reset === 0 ? USUAL_RESET : preset.reset,
    errorBits: bitsOf(range),
    limit: 2 * (sampleBits + Math.max(8, sampleBits)),
  }
}

/** Counts the bits that tell `count` things apart. */
function bitsOf(count: number): number {
  return Math.ceil(Math.log2(count))
}

function usualThresholds(maxValue: number, near: number): [number, number, number] {
  const isWide = maxValue >= 128
  const factor = isWide
    ? Math.floor((Math.min(maxValue, 4095) + 128) / 256)
    : Math.floor(256 / (maxValue + 1))
  const raw = (index: 0 | 1 | 2): number => {
    const [usual, lowest, more] = [basic[index], least[index], (3 + 2 * index) * near]
    if (isWide) return factor * (usual - lowest) + lowest + more
    return Math.max(lowest, Math.floor(usual / factor) + more)
  }
  const clamp = (value: number, lowest: number): number =>
    value > maxValue || value < lowest ? lowest : value
  const first = clamp(raw(0), near + 1)
  const second = clamp(raw(1), first)
  return [first, second, clamp(raw(2), second)]
}
