/** The file behind a slice -> what it says of itself, by a table of formats. */
import { basename } from 'node:path'
import { hiddenValue, type HeaderRow, type SourceHeader } from '@shared/source-header'
import { readBytes, readHead } from '../files/read-bytes'
import { readDicomHeader } from './dicom/dump/read-dicom-header'
import { parseMetaImageFields } from './metaimage/metaimage-fields'
import { inflateHead } from './nifti/inflate-nifti'
import { niftiFields } from './nifti/nifti-fields'
import { headerOf } from './nifti/read-nifti'
import { parseNrrdFields } from './nrrd/nrrd-fields'
import { formatAt } from './read-file'
import type { SourceFormat } from './source-format'
import type { SourceFile } from './source-value'

/** A field of a text header or of NIfTI. */
type Fields = ReadonlyMap<string, string>

/** Fields of which it is known that they tell nothing of a patient; others, comments and names of files among them, are identity. */
const technicalFields =
  /^(NDims|DimSize|Element(Type|Spacing|Size|NumberOfChannels|ByteOrderMSB)|BinaryData\w*|CompressedData\w*|TransformMatrix|Offset|Position|Origin|Orientation|Rotation|CenterOfRotation|AnatomicalOrientation|ObjectType|ObjectSubType|DistanceUnits|HeaderSize|Modality|type|dimension|space|spacedimension|sizes|spacedirections|spaceorigin|spaceunits|spacings|thicknesses|kinds|centers|centerings|endian|encoding|units|measurementframe|axismins|axismaxs|min|max|oldmin|oldmax|byteskip|lineskip|blocksize)$/

const textHeaderBytes = 2 ** 20

type HeaderReader = (
  path: string,
  frame: number | null,
  identity: boolean,
) => Promise<Omit<SourceHeader, 'file'>>

const readers: Readonly<Partial<Record<SourceFormat, HeaderReader>>> = {
  dicom: readDicomHeader,
  nifti: async (path, _frame, identity) => {
    const { fields, telling } = niftiFields(
      inflateHead(await readBytes(path), basename(path)),
      basename(path),
    )
    return ofFields(fields, (name) => telling.has(name), identity)
  },
  nrrd: async (path, _frame, identity) => {
    const { bytes } = await readHead(path, textHeaderBytes)
    return ofFields(parseNrrdFields(bytes, basename(path)).fields, isTelling, identity)
  },
  metaimage: async (path, _frame, identity) => {
    const { bytes } = await readHead(path, textHeaderBytes)
    return ofFields(parseMetaImageFields(bytes, basename(path)).fields, isTelling, identity)
  },
}

const formatNames: Readonly<Record<SourceFormat, string>> = {
  ...{ png: 'PNG', jpeg: 'JPEG', tiff: 'TIFF', bmp: 'BMP', npy: 'NPY' },
  ...{ dicom: 'DICOM', nifti: 'NIfTI', nrrd: 'NRRD', metaimage: 'MetaImage' },
}

/**
 * Reads the header of a file. What tells who a patient is, the name of the file among it, is sent only with `identity`.
 * Errors: those of formatAt and of the header's reader; none names a value.
 */
export async function readHeader({ path, frame }: SourceFile, identity: boolean): Promise<SourceHeader> {
  const source = (await headerOf(path)) ?? path
  const format = await formatAt(source, basename(source))
  const read = readers[format]
  const file = identity ? basename(source) : null
  if (read !== undefined) return { file, ...(await read(source, frame, identity)) }
  return {
    file,
    ...withoutRows(`There is no header to show: ${formatNames[format]} files have none of this kind.`),
  }
}

/** A header of which there is nothing but a sentence. */
export function withoutRows(words: string): Omit<SourceHeader, 'file'> {
  return { frame: null, rows: [], words }
}

function isTelling(name: string): boolean {
  return !technicalFields.test(name)
}

function ofFields(
  fields: Fields,
  tells: (name: string) => boolean,
  identity: boolean,
): Omit<SourceHeader, 'file'> {
  const rows = [...fields].map(([name, value]): HeaderRow => {
    const isIdentity = tells(name)
    const shown = isIdentity && !identity && value !== '' ? hiddenValue : value
    return { ...{ tag: '', keyword: name, name, vr: '' }, value: shown, depth: 0, isIdentity }
  })
  return { frame: null, rows, words: null }
}
