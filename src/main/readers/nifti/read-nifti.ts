/** A NIfTI file, or a pair of header and values by the path of either. */
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '@shared/errors'
import { whereRefused } from '@shared/expected-failure'
import { readBytes } from '../../files/read-bytes'
import { liesBeside } from '../../files/roots'
import type { VolumeValue } from '../source-value'
import { inflateHead } from './inflate-nifti'
import { parseNiftiHeader } from './nifti-header'
import { parseNifti } from './parse-nifti'

const pairName = /\.(hdr|img)(\.gz)?$/i

/**
 * Reads the NIfTI file at `path`; where its header says that the values are elsewhere, from the `.img` or `.img.gz` beside it.
 * Errors: those of `parseNifti`; nifti/pair-missing names the file that is not there.
 */
export async function readNifti(path: string, timePoint: number | null): Promise<VolumeValue> {
  const file = basename(path)
  const bytes = await readBytes(path)
  if (!parseNiftiHeader(inflateHead(bytes, file), file).isPair) return parseNifti(bytes, file, { timePoint })
  const valuesPath = await mateOf(path)
  if (valuesPath === null) {
    const missing = pairName.test(file) ? file.replace(pairName, '.img') : 'its .img file'
    throw new AppError('nifti/pair-missing', { file, missing })
  }
  if (!(await liesBeside(valuesPath, path)))
    throw new AppError('image/outside-folder', { file, format: 'NIfTI' })
  const values = { bytes: await readBytes(valuesPath), file: basename(valuesPath) }
  return parseNifti(bytes, file, { timePoint, values })
}

/** Finds the header that belongs to an `.img` or `.img.gz` file; null for other names and where there is none. */
export async function headerOf(path: string): Promise<string | null> {
  return /\.img(\.gz)?$/i.test(path) ? mateOf(path) : null
}

async function mateOf(path: string): Promise<string | null> {
  const found = pairName.exec(path)
  const extension = found?.[1]
  if (found === null || extension === undefined) return null
  const stem = path.slice(0, found.index)
  const other = extension.toLowerCase() === 'hdr' ? 'img' : 'hdr'
  const cased = extension === extension.toUpperCase() ? other.toUpperCase() : other
  return firstFile([`${stem}.${cased}`, `${stem}.${cased}.gz`])
}

/** Looks at the paths in order; null when none is a file that can be seen. */
async function firstFile(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    const found = await stat(path).catch(whereRefused(null))
    if (found?.isFile() === true) return path
  }
  return null
}
