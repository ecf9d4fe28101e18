/** Demo: a recording as a WFDB record of format 16. Source: PhysioNet, header(5) and signal(5). */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { at } from '@shared/at'

export interface WfdbRecord {
  readonly name: string
  readonly leads: readonly string[]
  readonly hz: number
  /** [leads, samples] in mV. */
  readonly values: Float32Array
}

/** Values are kept in steps of a thousandth of a mV. */
const stepsPerMv = 1000

/** Writes `name.hea` and `name.dat` into `folder`. */
export async function writeWfdb(folder: string, { name, leads, hz, values }: WfdbRecord): Promise<void> {
  const samples = values.length / leads.length
  const stored = Int16Array.from(values, (mv) => Math.round(stepsPerMv * mv))
  const data = new DataView(new ArrayBuffer(2 * stored.length))
  // The file holds sample by sample, all leads of each.
  for (const [index, value] of stored.entries()) {
    const [lead, sample] = [Math.floor(index / samples), index % samples]
    data.setInt16(2 * (sample * leads.length + lead), value, true)
  }
  const lines = leads.map((lead, index) => {
    const own = stored.subarray(index * samples, (index + 1) * samples)
    return `${name}.dat 16 ${stepsPerMv}(0)/mV 16 0 ${at(own, 0)} ${toChecksum(own)} 0 ${lead}`
  })
  const header = [`${name} ${leads.length} ${hz} ${samples}`, ...lines, ''].join('\n')
  await writeFile(join(folder, `${name}.hea`), header)
  await writeFile(join(folder, `${name}.dat`), new Uint8Array(data.buffer))
}

/** The sum of all samples in 16 bits with a sign. */
function toChecksum(samples: Int16Array): number {
  return (samples.reduce((sum, value) => sum + value, 0) << 16) >> 16
}
