/** The header of the file behind a slice. */
import type { z } from 'zod'
import type { SourceHeader, headerRequestSchema } from '@shared/source-header'
import { AppError } from '@shared/errors'
import { sourceRef } from '../../dataset/source-ref'
import type { CaseValue } from '../../kinds'
import { readHeader, withoutRows } from '../../readers/read-header'
import type { SourceFile } from '../../readers/source-value'
import type { PreparedStudy } from '../../run/prepared-study'

/** Which slice of which case, and whether identity is asked for. */
export type HeaderPlace = Omit<z.output<typeof headerRequestSchema>, 'studyId'>

/** Finds the file of a slice along z; slices along other axes cut all files of a series, of which the middle one answers. Errors: those of readHeader. */
export async function readSliceHeader(
  prepared: PreparedStudy,
  source: Pick<CaseValue, 'modality' | 'value'>,
  { caseId, axis, index, identity }: HeaderPlace,
): Promise<SourceHeader> {
  const { kind } = source.modality
  if (kind !== 'image' && kind !== 'volume')
    return {
      file: null,
      ...withoutRows('There is no header to show: only images and volumes have one here.'),
    }
  const files = 'files' in source.value ? source.value.files : undefined
  if (files === undefined)
    return readHeader({ path: pathOf(prepared, source, caseId), frame: null }, identity)
  const file = files[axis === 'z' ? index : Math.floor(files.length / 2)]
  if (file === undefined) throw new AppError('study/no-such-slice', { index, count: files.length })
  return readHeader(file, identity)
}

function pathOf(
  { open, dataset }: PreparedStudy,
  { modality }: Pick<CaseValue, 'modality'>,
  caseId: string,
): SourceFile['path'] {
  const datasetCase = dataset.cases.find((one) => one.caseId === caseId)
  const ref = datasetCase === undefined ? null : sourceRef(open, modality, datasetCase)
  if (ref?.lies === 'in-file') return ref.path
  throw new AppError('study/no-such-case', { caseId, modality: modality.name })
}
