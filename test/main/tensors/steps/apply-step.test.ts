import { stepSchema, type Step } from '@shared/study'
import { describe, expect, it } from 'vitest'
import type { Grid } from '../../../../src/main/tensors/grid'
import { applyStep } from '../../../../src/main/tensors/steps/apply-step'

const place = { caseId: 'c1', modality: 'ct' }

function grid(dims: readonly number[], values: readonly number[], fields: Partial<Grid> = {}): Grid {
  return {
    channels: 1,
    dims,
    values: Float32Array.from(values),
    spacingMm: null,
    affineLps: null,
    ...fields,
  }
}

function step(fields: Record<string, unknown>): Step {
  return stepSchema.parse(fields)
}

function apply(start: Grid, fields: Record<string, unknown>): Grid {
  return applyStep(start, step(fields), place)
}

function rounded(values: Float32Array): number[] {
  return [...values].map((value) => Number(value.toFixed(5)) + 0)
}

/** Pillow's BILINEAR in one axis, written as in precompute_coeffs of its Resample.c, on whole rows of numbers. */
function pillowRow(row: readonly number[], to: number): number[] {
  const scale = row.length / to
  const support = Math.max(scale, 1)
  return Array.from({ length: to }, (_, x) => {
    const center = (x + 0.5) * scale
    const from = Math.max(Math.trunc(center - support + 0.5), 0)
    const until = Math.min(Math.trunc(center + support + 0.5), row.length)
    let total = 0
    let sum = 0
    for (let k = from; k < until; k += 1) {
      const distance = Math.abs((k - center + 0.5) / support)
      const weight = distance < 1 ? 1 - distance : 0
      total += weight
      sum += weight * row[k]!
    }
    return sum / total
  })
}

describe('resize', () => {
  it('shrinks with the widened triangle of Pillow', () => {
    const small = apply(grid([1, 4], [0, 1, 2, 3]), { step: 'resize', size: [1, 2] })
    // centre 1, half-width 2: weights 0.75, 0.75, 0.25 over 1.75.
    expect(rounded(small.values)).toEqual([0.71429, 2.28571])
  })

  it('takes two neighbours without antialias', () => {
    const small = apply(grid([1, 4], [0, 1, 2, 9]), { step: 'resize', size: [1, 2], antialias: false })
    expect(rounded(small.values)).toEqual([0.5, 5.5])
  })

  it('enlarges with half-pixel centres and a flat edge', () => {
    const large = apply(grid([1, 2], [0, 4]), { step: 'resize', size: [1, 4] })
    expect(rounded(large.values)).toEqual([0, 1, 3, 4])
  })

  it('takes the nearest pixel', () => {
    const small = apply(grid([1, 5], [1, 2, 3, 4, 5]), {
      step: 'resize',
      size: [1, 2],
      interpolation: 'nearest',
    })
    expect([...small.values]).toEqual([2, 4])
  })

  it.each([
    [7, 5, 3, 4],
    [3, 4, 8, 9],
    [6, 6, 6, 2],
  ])('agrees with Pillow axis by axis from %i x %i to %i x %i', (height, width, newHeight, newWidth) => {
    const rows = Array.from({ length: height }, (_, y) =>
      Array.from({ length: width }, (_, x) => Math.sin(y * 3.1 + x * x)),
    )
    const wide = rows.map((row) => (width === newWidth ? row : pillowRow(row, newWidth)))
    const columns = Array.from({ length: newWidth }, (_, x) => {
      const column = wide.map((row) => row[x]!)
      return height === newHeight ? column : pillowRow(column, newHeight)
    })
    const wanted = Array.from({ length: newHeight * newWidth }, (_, i) => {
      return columns[i % newWidth]![Math.floor(i / newWidth)]!
    })
    const got = apply(grid([height, width], rows.flat()), { step: 'resize', size: [newHeight, newWidth] })
    wanted.forEach((value, index) => {
      expect(got.values[index]).toBeCloseTo(value, 6)
    })
  })

  it('keeps channels apart', () => {
    const two = grid([1, 2], [0, 2, 10, 20], { channels: 2 })
    expect([...apply(two, { step: 'resize', size: [1, 1] }).values]).toEqual([1, 15])
  })

  it('moves spacing and origin with the voxels', () => {
    const volume = grid([2, 2, 4], Array(16).fill(1), {
      spacingMm: [5, 2, 1],
      affineLps: [1, 0, 0, 100, 0, 2, 0, 200, 0, 0, 5, 300, 0, 0, 0, 1],
    })
    const small = apply(volume, { step: 'resize', size: [2, 2, 2] })
    expect(small.spacingMm).toEqual([5, 2, 2])
    // The first new voxel covers x = 100 and 101, so its centre is 100.5.
    expect(small.affineLps).toEqual([2, 0, 0, 100.5, 0, 2, 0, 200, 0, 0, 5, 300, 0, 0, 0, 1])
  })

  it('refuses a size of another rank', () => {
    expect(() => apply(grid([2, 2], [1, 2, 3, 4]), { step: 'resize', size: [1, 1, 1] })).toThrow(
      'step resize names 3 axes (1 x 1 x 1), but there are 2 (2 x 2)',
    )
  })

  it('refuses to allocate beyond the limit', () => {
    expect(() => apply(grid([1, 1], [1]), { step: 'resize', size: [100_000, 100_000] })).toThrow(
      expect.objectContaining({ code: 'tensor/too-large' }),
    )
  })
})

describe('crop and pad', () => {
  const square = grid([3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9])

  it('crops at the centre, and at an offset', () => {
    expect([...apply(square, { step: 'crop', size: [1, 1] }).values]).toEqual([5])
    expect([...apply(square, { step: 'crop', size: [2, 2], offset: [1, 1] }).values]).toEqual([5, 6, 8, 9])
  })

  it('crops the largest square of an image and of every slice', () => {
    const wide = apply(grid([2, 4], [1, 2, 3, 4, 5, 6, 7, 8]), { step: 'crop', size: 'square' })
    expect(wide.dims).toEqual([2, 2])
    expect([...wide.values]).toEqual([2, 3, 6, 7])
    const volume = apply(grid([3, 1, 2], [1, 2, 3, 4, 5, 6]), { step: 'crop', size: 'square' })
    expect(volume.dims).toEqual([3, 1, 1])
    expect([...volume.values]).toEqual([1, 3, 5])
  })

  it('refuses a crop that does not fit', () => {
    expect(() => apply(square, { step: 'crop', size: [4, 1] })).toThrow('4 x 1')
    expect(() => apply(square, { step: 'crop', size: [2, 2], offset: [2, 0] })).toThrow('2 x 2 at 2, 0')
  })

  it('pads around the centre and leaves a longer axis alone', () => {
    const padded = apply(grid([1, 2], [1, 2]), { step: 'pad', size: [3, 1], value: -7 })
    expect(padded.dims).toEqual([3, 2])
    expect([...padded.values]).toEqual([-7, -7, 1, 2, -7, -7])
  })

  it('moves the origin: padding and cropping back restores the affine', () => {
    const affineLps = [2, 0, 0, 10, 0, 3, 0, 20, 0, 0, 4, 30, 0, 0, 0, 1]
    const start = grid([1, 1, 2], [1, 2], { spacingMm: [4, 3, 2], affineLps })
    const padded = apply(start, { step: 'pad', size: [3, 1, 4] })
    expect(padded.affineLps?.filter((_, index) => index % 4 === 3)).toEqual([8, 20, 26, 1])
    const back = apply(padded, { step: 'crop', size: [1, 1, 2] })
    expect([...back.values]).toEqual([1, 2])
    expect(back.affineLps).toEqual(affineLps)
  })
})

describe('resample', () => {
  it('keeps the extent and changes the number of voxels', () => {
    const volume = grid([1, 1, 4], [0, 0, 4, 4], { spacingMm: [5, 1, 1] })
    const coarse = apply(volume, { step: 'resample', spacingMm: [5, 1, 2] })
    expect(coarse.dims).toEqual([1, 1, 2])
    expect(coarse.spacingMm).toEqual([5, 1, 2])
    expect([...coarse.values]).toEqual([0, 4])
    expect(apply(volume, { step: 'resample', spacingMm: [2.5, 1, 1] }).dims).toEqual([2, 1, 4])
    expect(apply(volume, { step: 'resample', spacingMm: 2 }).dims).toEqual([3, 1, 2])
  })

  it('says when there is no spacing', () => {
    expect(() => apply(grid([1, 1], [1]), { step: 'resample', spacingMm: [1, 1] })).toThrow(
      'needs the size of a pixel of the image in mm',
    )
  })
})

describe('orient', () => {
  // x grows to the left (L), y to the back (P), z to the head (S); values are 100 z + 10 y + x.
  const values = [0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121]
  const lps = grid([2, 3, 2], values, {
    spacingMm: [4, 3, 2],
    affineLps: [2, 0, 0, 5, 0, 3, 0, 6, 0, 0, 4, 7, 0, 0, 0, 1],
  })

  it('leaves a volume that is right', () => {
    const same = apply(lps, { step: 'orient', axes: 'LPS' })
    expect([...same.values]).toEqual(values)
    expect(same.affineLps).toEqual(lps.affineLps)
  })

  it('flips x and y for RAS, and the origin moves to the other corner', () => {
    const ras = apply(lps, { step: 'orient', axes: 'RAS' })
    expect([...ras.values].slice(0, 6)).toEqual([21, 20, 11, 10, 1, 0])
    expect(ras.affineLps).toEqual([-2, 0, 0, 7, 0, -3, 0, 12, 0, 0, 4, 7, 0, 0, 0, 1])
  })

  it('transposes, and every voxel keeps its position in the patient', () => {
    const turned = apply(lps, { step: 'orient', axes: 'SAR' })
    expect(turned.dims).toEqual([2, 3, 2])
    expect(turned.spacingMm).toEqual([2, 3, 4])
    const position = (affine: readonly number[], x: number, y: number, z: number) =>
      [0, 4, 8].map(
        (row) => affine[row]! * x + affine[row + 1]! * y + affine[row + 2]! * z + affine[row + 3]!,
      )
    const found = new Map<string, number>()
    for (let index = 0; index < 12; index += 1) {
      const [z, y, x] = [Math.floor(index / 6), Math.floor(index / 2) % 3, index % 2]
      found.set(position(turned.affineLps!, x, y, z).join(), turned.values[index]!)
    }
    for (let index = 0; index < 12; index += 1) {
      const [z, y, x] = [Math.floor(index / 6), Math.floor(index / 2) % 3, index % 2]
      expect(found.get(position(lps.affineLps!, x, y, z).join())).toBe(values[index])
    }
  })

  it('is undone by orienting back', () => {
    const back = apply(apply(lps, { step: 'orient', axes: 'IRA' }), { step: 'orient', axes: 'LPS' })
    expect([...back.values]).toEqual(values)
    expect(back.affineLps).toEqual(lps.affineLps)
  })

  it('refuses axes that repeat a direction, and grids without orientation', () => {
    expect(() => apply(lps, { step: 'orient', axes: 'LRS' })).toThrow('LRS')
    expect(() => apply(grid([1, 1], [1]), { step: 'orient', axes: 'LPS' })).toThrow('needs an orientation')
  })
})

describe('value steps', () => {
  it('clips', () => {
    expect([...apply(grid([1, 3], [-5, 0.5, 5]), { step: 'clip', min: -1, max: 1 }).values]).toEqual([
      -1, 0.5, 1,
    ])
    expect(() => apply(grid([1, 1], [0]), { step: 'clip', min: 1, max: 0 })).toThrow('no range')
  })

  it('windows as DICOM LINEAR: centre 2048, width 4096 maps 0 to 0 and 4095 to 1', () => {
    const { values } = apply(grid([1, 4], [-10, 0, 4095, 5000]), {
      step: 'window',
      center: 2048,
      width: 4096,
    })
    expect(rounded(values)).toEqual([0, 0, 1, 1])
    const one = apply(grid([1, 2], [-1, 0]), { step: 'window', center: 0, width: 1 })
    expect([...one.values]).toEqual([0, 1])
    expect(() => apply(grid([1, 1], [0]), { step: 'window', center: 0, width: 0.5 })).toThrow('width 0.5')
  })

  it('scales without clipping', () => {
    const { values } = apply(grid([1, 3], [-1000, 400, 1800]), { step: 'scale', from: [-1000, 400] })
    expect(rounded(values)).toEqual([0, 1, 2])
    expect(() => apply(grid([1, 1], [0]), { step: 'scale', from: [3, 3] })).toThrow('no range')
  })

  it('normalises by channel or all alike', () => {
    const two = grid([1, 1], [10, 20], { channels: 2 })
    expect([...apply(two, { step: 'normalise', mean: [0, 10], std: [10, 5] }).values]).toEqual([1, 2])
    expect([...apply(two, { step: 'normalise', mean: [10], std: [10] }).values]).toEqual([0, 1])
    expect(() => apply(two, { step: 'normalise', mean: [1, 2, 3], std: [1] })).toThrow('3 channels')
  })

  it('chooses channels', () => {
    const rgb = grid([1, 1], [100, 200, 50], { channels: 3 })
    expect(rounded(apply(rgb, { step: 'channels', order: 'grey' }).values)).toEqual([153])
    expect([...apply(rgb, { step: 'channels', order: 'bgr' }).values]).toEqual([50, 200, 100])
    const grey = apply(grid([1, 1], [7]), { step: 'channels', order: 'rgb' })
    expect(grey.channels).toBe(3)
    expect([...grey.values]).toEqual([7, 7, 7])
    expect(() => apply(grid([1, 1], [1, 2], { channels: 2 }), { step: 'channels', order: 'grey' })).toThrow(
      '1 or 3 channels',
    )
  })

  it('never changes the grid it was given', () => {
    const start = grid([2, 2], [1, 2, 3, 4])
    for (const fields of [
      { step: 'clip', min: 2, max: 3 },
      { step: 'scale', from: [0, 2] },
      { step: 'resize', size: [1, 1] },
      { step: 'pad', size: [4, 4] },
      { step: 'normalise', mean: [1], std: [2] },
    ]) {
      apply(start, fields)
      expect([...start.values]).toEqual([1, 2, 3, 4])
    }
  })
})
