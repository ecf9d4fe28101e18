/** An NRRD file -> VolumeValue, or ImageValue for two axes. */
import { basename } from 'node:path'
import { readBytes } from '../../files/read-bytes'
import type { ImageValue, VolumeValue } from '../source-value'
import { readRawVolume } from '../voxels/read-raw-volume'
import { parseNrrdHeader } from './parse-nrrd-header'

/**
 * Reads `.nrrd`, or `.nhdr` with its values in a file of the same folder.
 * Notice: image/geometry-assumed. Errors: those of `parseNrrdHeader` and `readRawVolume`.
 */
export async function readNrrd(path: string): Promise<VolumeValue | ImageValue> {
  const bytes = await readBytes(path)
  return readRawVolume(parseNrrdHeader(bytes, basename(path)), bytes, path)
}
