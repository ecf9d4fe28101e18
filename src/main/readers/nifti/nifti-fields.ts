/** The fields of a NIfTI header, as nifti1.h and nifti2.h name them. */
import { parseRawHeader } from './raw-header'

export interface NiftiFields {
  readonly fields: ReadonlyMap<string, string>
  /** Free text: what a writer put there may tell who a patient is. */
  readonly telling: ReadonlySet<string>
}

const telling = new Set(['descrip', 'aux_file', 'intent_name'])

/** Lists them. Errors: nifti/damaged. */
export function niftiFields(head: Uint8Array, file: string): NiftiFields {
  const { fields: raw, headerBytes, qformCode } = parseRawHeader(head, file)
  const rows = raw.affine.slice(0, 3)
  const fields = new Map<string, readonly (number | string)[]>([
    ['sizeof_hdr', [headerBytes]],
    ['dim', raw.dims],
    ['intent_p1 intent_p2 intent_p3', [raw.intent_p1, raw.intent_p2, raw.intent_p3]],
    ['intent_code', [raw.intent_code]],
    ['datatype', [raw.datatypeCode]],
    ['bitpix', [raw.numBitsPerVoxel]],
    ['pixdim', raw.pixDims],
    ['vox_offset', [raw.vox_offset]],
    ['scl_slope', [raw.scl_slope]],
    ['scl_inter', [raw.scl_inter]],
    [
      'slice_start slice_end slice_code slice_duration',
      [raw.slice_start, raw.slice_end, raw.slice_code, raw.slice_duration],
    ],
    ['xyzt_units', [raw.xyzt_units]],
    ['cal_max', [raw.cal_max]],
    ['cal_min', [raw.cal_min]],
    ['toffset', [raw.toffset]],
    ['descrip', [raw.description]],
    ['aux_file', [raw.aux_file]],
    ['qform_code', [qformCode]],
    ['sform_code', [raw.sform_code]],
    ['quatern_b quatern_c quatern_d', [raw.quatern_b, raw.quatern_c, raw.quatern_d]],
    ['qoffset_x qoffset_y qoffset_z', [raw.qoffset_x, raw.qoffset_y, raw.qoffset_z]],
    ...(['srow_x', 'srow_y', 'srow_z'] as const).map((name, row) => [name, rows[row] ?? []] as const),
    ['intent_name', [raw.intent_name]],
  ])
  return {
    fields: new Map([...fields].map(([name, values]) => [name, values.map(toText).join(', ')])),
    telling,
  }
}

/** Texts end at the first zero; floats of 32 bits have seven digits. */
function toText(value: number | string): string {
  return typeof value === 'number'
    ? String(Number(value.toPrecision(7)))
    : value.replace(/\0[\s\S]*$/, '').trim()
}
