/** Outputs of a case <-> one row of numbers, float32 where that loses nothing. */
import type { CaseOutputs, ModalityOutputs } from '@shared/outputs'
import { caseOutputsSchema, modalityOutputsSchema } from '@shared/outputs'
import { z } from 'zod'

const rowCount = z.number().int().min(0)
const rows = z.array(z.array(z.number()))

/** Outputs without their numbers: the length of the original output, and how many rows of it each modality has. */
export const packedOutputsSchema = caseOutputsSchema.extend({
  originalOutput: rowCount,
  modalities: z.array(
    // Rows that are not of one width stay as they are: no run writes such.
    modalityOutputsSchema.extend({ occludedOutput: rowCount.or(rows), wholeOutput: z.literal(1).or(rows) }),
  ),
})

type PackedOutputs = z.output<typeof packedOutputsSchema>

/** Takes the numbers out, in their order. */
export function takeValues(outputs: CaseOutputs): { packed: PackedOutputs; values: number[] } {
  const { originalOutput } = outputs
  const width = originalOutput.length
  // JSON has no -0, and neither has a log of lines.
  const values = originalOutput.map(withoutSign)
  const take = (all: readonly (readonly number[])[]): boolean => {
    if (all.some((row) => row.length !== width)) return false
    for (const row of all) for (const value of row) values.push(withoutSign(value))
    return true
  }
  const modalities = outputs.modalities.map((one) => ({
    ...one,
    occludedOutput: take(one.occludedOutput) ? one.occludedOutput.length : one.occludedOutput,
    wholeOutput: take([one.wholeOutput]) ? (1 as const) : [one.wholeOutput],
  }))
  return { packed: { ...outputs, originalOutput: width, modalities }, values }
}

/** Puts the numbers back; null where there are more or fewer than the rows take. */
export function putValues(packed: PackedOutputs, values: readonly number[]): CaseOutputs | null {
  const width = packed.originalOutput
  let at = 0
  const row = (): number[] => values.slice(at, (at += width))
  const put = (count: number): number[][] => Array.from({ length: count }, row)
  const originalOutput = row()
  const modalities = packed.modalities.map((one): ModalityOutputs => {
    const occluded = typeof one.occludedOutput === 'number' ? put(one.occludedOutput) : one.occludedOutput
    const wholeOutput = one.wholeOutput === 1 ? row() : (one.wholeOutput[0] ?? [])
    return { ...one, occludedOutput: occluded, wholeOutput }
  })
  // Keys stay in their order: that of a line.
  return at === values.length ? { ...packed, originalOutput, modalities } : null
}

/** Little-endian; four bytes each where all are float32 values. */
export function toBytes(values: readonly number[]): { bytes: Buffer; valueSize: 4 | 8 } {
  const valueSize = values.every((value) => Math.fround(value) === value) ? 4 : 8
  const bytes = Buffer.alloc(values.length * valueSize)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (const [index, value] of values.entries()) {
    if (valueSize === 4) view.setFloat32(index * 4, value, true)
    else view.setFloat64(index * 8, value, true)
  }
  return { bytes, valueSize }
}

/** Null where a value is not finite. */
export function fromBytes(bytes: Buffer, valueSize: 4 | 8): number[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const values = Array.from({ length: Math.floor(bytes.length / valueSize) }, (_, index) =>
    valueSize === 4 ? view.getFloat32(index * 4, true) : view.getFloat64(index * 8, true),
  )
  return values.every(Number.isFinite) ? values : null
}

function withoutSign(value: number): number {
  return value === 0 ? 0 : value
}
