/** Whether a volume of the table is a CT, whose values are HU. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readHeadSync } from '../../files/read-bytes'

const ctName = /(^|[^a-z])ct([^a-z]|$)|hounsfield|(^|[^a-z])hu([^a-z]|$)|computed.?tomo/i
const headBytes = 16 * 1024
/** The element Modality (0008,0060), with and without its value representation CS. */
const modality = /\x08\0\x60\0(?:CS[\s\S]{2}|[\s\S]{4})([A-Z]{2,6})/

export interface CtEvidence {
  readonly isCt: boolean
  readonly why: string
}

/** Looks for the DICOM modality in the first file at the path, else at the names of input and column. */
export function findCt(path: string | null, names: readonly string[]): CtEvidence {
  const found = path === null ? null : dicomModality(path)
  if (found !== null) return { isCt: found === 'CT', why: `DICOM says ${found}` }
  const name = names.find((one) => ctName.test(one))
  return name === undefined
    ? { isCt: false, why: 'nothing says that it is a CT' }
    : { isCt: true, why: `${name} is named so` }
}

function dicomModality(path: string): string | null {
  try {
    const file = statSync(path).isDirectory() ? firstFile(path) : path
    const head = Buffer.from(readHeadSync(file, headBytes).bytes).toString('latin1')
    return head.startsWith('DICM', 128) ? (modality.exec(head)?.[1] ?? null) : null
  } catch {
    return null
  }
}

function firstFile(folder: string): string {
  const names = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isFile())
  return join(folder, names.map(({ name }) => name).toSorted()[0] ?? '')
}
