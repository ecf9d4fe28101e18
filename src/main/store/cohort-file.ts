/** What a run learned of its cohort, kept in its folder so that neither workers nor a resumed run read all cases for it again. */
import { AppError } from '@shared/errors'
import { runPlanSchema, type RunManifest } from '@shared/run'
import { elementCount, type FloatTensor } from '@shared/tensor'
import { z } from 'zod'
import type { CohortTensors } from '../maskers/masker'
import type { Cohort } from '../run/learn-cohort'
import type { AttributeStatistics } from '../tensors/column-statistics'
import { saveAtomically } from './atomic-write'
import { isTooLargeToParse, readIfThere } from './load-json'
import { parseRecord } from './parse-record'
import type { RunFolder } from './run-folder'
import { checkSeal, toSealedJson } from './sealed-json'

const name = 'cohort.json'

/** More would not fit into one string when it is read: such a cohort is computed by whoever needs it. */
const mostValueBytes = 2 ** 28
/** A multiple of 3 and 4, so that no piece ends within a value or with a padding. */
const pieceBytes = 3 * 2 ** 20

const columnSchema = z.object({
  ...{ modality: z.string(), attribute: z.string() },
  ...{ count: z.number(), mean: z.number(), std: z.number() },
  ...{ min: z.number(), max: z.number(), median: z.number(), mode: z.number() },
})
const cohortSchema = z.object({
  run: z.string(),
  plan: runPlanSchema,
  columns: z.array(columnSchema),
  partSizes: z.array(z.object({ modality: z.string(), size: z.array(z.number().int().positive()) })),
  tensors: z.array(z.object({ modality: z.string(), input: z.string(), dims: z.array(z.number().int()) })),
  passes: z.array(z.number().int()).describe('of every case, in the order of the run'),
  values: z.array(z.string()).describe('float32 of all tensors, little-endian, in base64'),
})

type KeptCohort = z.output<typeof cohortSchema>

/** Keeps what was learned; what could not be read again is not kept. */
export async function saveCohort(folder: RunFolder, cohort: Cohort): Promise<void> {
  const tensors = [...cohort.tensors].flatMap(([modality, ofModality]) =>
    [...ofModality].flatMap(([input, tensor]) =>
      tensor.dtype === 'float32' ? [{ modality, input, tensor }] : [],
    ),
  )
  const bytes = toBytes(tensors.map(({ tensor }) => tensor))
  if (bytes.length > mostValueBytes) return
  const kept: KeptCohort = {
    run: folder.run,
    plan: cohort.plan,
    columns: [...cohort.columns].flatMap(([modality, ofModality]) =>
      [...ofModality].map(([attribute, column]) => ({ modality, attribute, ...column })),
    ),
    partSizes: [...cohort.partSizes].map(([modality, size]) => ({ modality, size: [...size] })),
    tensors: tensors.map(({ modality, input, tensor }) => ({ modality, input, dims: [...tensor.dims] })),
    passes: [...cohort.passes],
    values: toPieces(bytes),
  }
  // A mean beyond all numbers is none in JSON.
  if (cohortSchema.safeParse(kept).success) await saveAtomically(folder.cohort, toSealedJson(kept))
}

/** Null where nothing is kept: in runs of earlier versions, and for a large cohort. Errors: run/bad-record, and what the system says. */
export async function loadCohort(
  folder: RunFolder,
  { caseIds }: Pick<RunManifest, 'caseIds'>,
): Promise<Cohort | null> {
  const text = (await isTooLargeToParse(folder.cohort)) ? null : await readIfThere(folder.cohort)
  if (text === null) return null
  const kept = parseRecord(folder, name, text, cohortSchema)
  const wrong = findMisfit(folder, kept, text, caseIds.length)
  if (wrong !== null) throw new AppError('run/bad-record', { run: folder.run, file: name, key: wrong })
  return {
    plan: kept.plan,
    passes: kept.passes,
    columns: toColumns(kept),
    partSizes: new Map(kept.partSizes.map(({ modality, size }) => [modality, size])),
    tensors: toTensors(kept),
  }
}

/** No version ever wrote it without a checksum, and it can always be made again: it is not believed without one. */
function findMisfit(
  { run }: RunFolder,
  kept: KeptCohort,
  text: string,
  caseCount: number,
): keyof KeptCohort | 'checksum' | null {
  if (checkSeal(text) === 'none') return 'checksum'
  if (kept.run !== run) return 'run'
  if (kept.passes.length !== caseCount) return 'passes'
  const wanted = kept.tensors.reduce((sum, { dims }) => sum + 4 * elementCount(dims), 0)
  const found = kept.values.reduce((sum, piece) => sum + Buffer.byteLength(piece, 'base64'), 0)
  return found === wanted ? null : 'values'
}

function toBytes(tensors: readonly FloatTensor[]): Buffer {
  return Buffer.concat(
    tensors.map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
  )
}

function toPieces(bytes: Buffer): string[] {
  return Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, place) =>
    bytes.toString('base64', place * pieceBytes, (place + 1) * pieceBytes),
  )
}

function toColumns({ columns }: KeptCohort): Cohort['columns'] {
  const byModality = new Map<string, Map<string, AttributeStatistics>>()
  for (const { modality, attribute, ...column } of columns) {
    const ofModality = byModality.get(modality) ?? new Map<string, AttributeStatistics>()
    byModality.set(modality, ofModality)
    ofModality.set(attribute, column)
  }
  return byModality
}

function toTensors({ tensors, values }: KeptCohort): Map<string, CohortTensors> {
  const bytes = Buffer.concat(values.map((piece) => Buffer.from(piece, 'base64')))
  const byModality = new Map<string, Map<string, FloatTensor>>()
  let from = 0
  for (const { modality, input, dims } of tensors) {
    const end = from + 4 * elementCount(dims)
    const ofModality = byModality.get(modality) ?? new Map<string, FloatTensor>()
    byModality.set(modality, ofModality)
    ofModality.set(input, { dtype: 'float32', dims, values: toFloats(bytes.subarray(from, end)) })
    from = end
  }
  return byModality
}

/** A copy: bytes that were concatenated need not begin where a float32 may. */
function toFloats(bytes: Uint8Array): Float32Array {
  return new Float32Array(Uint8Array.from(bytes).buffer)
}
