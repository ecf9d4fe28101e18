import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { decode } from 'fast-png'
import { describe, expect, it } from 'vitest'
import { createTensorMaker } from '../../fixtures/builders/kinds'
import { buildGridModality } from '../../fixtures/builders/modality'

const study = resolve('../shared/studies/chest')
const images = resolve('../shared/data/mhh-covid-cxr/images')
const isPresent = existsSync(study) && existsSync(images)

/** float32 values of an NPY file of version 1: magic, version, length of the header, header, values. */
function npyValues(path: string): Float32Array {
  const bytes = readFileSync(path)
  const start = 10 + bytes.readUInt16LE(8)
  return Float32Array.from({ length: (bytes.length - start) / 4 }, (_, index) =>
    bytes.readFloatLE(start + 4 * index),
  )
}

describe.skipIf(!isPresent)('the images of the chest study (skipped where ../shared is absent)', () => {
  it('differ from the saved tensors by no more than the rounding to one grey level', () => {
    const modality = buildGridModality({
      layout: 'no-channels',
      steps: [
        { step: 'crop', size: 'square' },
        { step: 'resize', size: [224, 224] },
        { step: 'scale', from: [0, 255] },
        { step: 'normalise', mean: [0.5], std: [0.25] },
      ],
    })
    const inputDims = new Map([['scan', ['batch', 224, 224]]])
    const make = createTensorMaker(modality, { inputDims, statistics: new Map(), tokenizer: null })
    const names = readdirSync(study).filter((name) => name.endsWith('.npy'))
    expect(names).toHaveLength(12)
    for (const name of names) {
      const caseId = name.slice(0, -4)
      const { width, height, channels, data } = decode(readFileSync(resolve(images, `${caseId}.png`)))
      const values = Float32Array.from(data)
      const value = {
        kind: 'image' as const,
        dims: [height, width, channels] as const,
        values,
        maxValue: 255,
      }
      const tensor = make(value, caseId).tensors.get('scan')
      const wanted = npyValues(resolve(study, name))
      expect(tensor?.values).toHaveLength(wanted.length)
      const largest = wanted.reduce(
        (most, one, index) => Math.max(most, Math.abs(one - Number(tensor?.values[index]))),
        0,
      )
      expect(largest).toBeLessThan(1 / 255 / 0.25)
    }
  })
})
