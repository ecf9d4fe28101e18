/** A MetaImage file -> VolumeValue, or ImageValue for two axes. */
import { basename } from 'node:path'
import { readBytes } from '../../files/read-bytes'
import type { ImageValue, VolumeValue } from '../source-value'
import { readRawVolume } from '../voxels/read-raw-volume'
import { parseMetaImageHeader } from './parse-metaimage-header'

/**
 * Reads `.mha`, or `.mhd` with its values in a file of the same folder.
 * Notice: image/geometry-assumed. Errors: those of `parseMetaImageHeader` and `readRawVolume`.
 */
export async function readMetaImage(path: string): Promise<VolumeValue | ImageValue> {
  const bytes = await readBytes(path)
  return readRawVolume(parseMetaImageHeader(bytes, basename(path)), bytes, path)
}
