import { entry, times } from './entry'

export const niftiErrors = {
  'nifti/damaged': entry<{ file: string; why: string }>(
    'input',
    (d) => `${d.file} is not readable as NIfTI: ${d.why}.`,
    'Copy or export the file again.',
  ),
  'nifti/not-3d': entry<{ file: string; dims: readonly number[] }>(
    'input',
    (d) => `${d.file} has the dims ${times(d.dims)}; a volume of 3 dims is needed.`,
    'Save one time point or one channel as a file of its own.',
  ),
  'nifti/type': entry<{ file: string; code: number; type: string }>(
    'input',
    (d) => `${d.file} holds values of type ${d.type} (datatype ${d.code}), which is not supported.`,
    'Save it as float32 or int16.',
  ),
  'nifti/size': entry<{ file: string; expectedBytes: number; actualBytes: number }>(
    'input',
    (d) => `${d.file}: its header asks for ${d.expectedBytes} bytes, the file holds ${d.actualBytes}.`,
    'The file was cut short or damaged: copy or export it again.',
  ),
  'nifti/longer': entry<{ file: string; expectedBytes: number }>(
    'input',
    (d) => `${d.file} inflates to far more than the ${d.expectedBytes} bytes that its header asks for.`,
    'The header does not describe this file: export it again.',
  ),
  'nifti/affine': entry<{ file: string }>(
    'input',
    (d) =>
      `${d.file}: its affine does not place the voxels in space (a number is not finite, an axis has length 0 or all lie in one plane).`,
    'Set the sform or qform of the file, for example with nibabel.',
  ),
  'nifti/pair-missing': entry<{ file: string; missing: string }>(
    'input',
    (d) => `${d.file} is half of a NIfTI pair; ${d.missing} is not beside it.`,
    'Put the .hdr and the .img file of one name into the same folder.',
  ),
  'nifti/no-transform': entry<{ file: string }>(
    'notice',
    (d) =>
      `${d.file} has neither sform nor qform; its axes are taken as right, anterior, superior with the voxel sizes of the header.`,
  ),
}
