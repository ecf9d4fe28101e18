/** A model input [batch, leads, samples] -> a drafted signal. */
import { basename, dirname, resolve } from 'node:path'
import { at } from '@shared/at'
import { unlessBug } from '@shared/expected-failure'
import type { ModelValue } from '@shared/model'
import { guessed, toFillIn, type DraftedModality } from '../../dataset/draft-mark'
import { toModalityName } from '../../dataset/draft-names'
import { readSignal } from '../../readers/read-signal'
import type { DraftLook, InputClaim } from '../kind'
import { draftLayout, type SeenRecording } from './draft-layout'
import { looksLikeSignal } from './signal-input'

export function claimSignals(inputs: readonly ModelValue[]): readonly InputClaim[] {
  return inputs.flatMap((value) => {
    const why = looksLikeSignal(value)
    return why === null
      ? []
      : [
          {
            inputs: [value],
            turn: 'file' as const,
            draft: (look: DraftLook) => draftSignal(value, why, look),
          },
        ]
  })
}

/** Chooses the column whose first file is a recording, which says how many leads there are. */
async function draftSignal(
  { name, dims }: ModelValue,
  why: string,
  look: DraftLook,
): Promise<DraftedModality> {
  const seen = await findRecording(look)
  const column = seen?.column ?? look.columns.find(({ type }) => type === 'path')?.name ?? null
  const shape = dims.map((dim) => dim ?? '?').join(', ')
  const modality = {
    name: toModalityName(name),
    kind: guessed('signal', `rank ${dims.length} [${shape}], ${why}`),
    input: name,
    source: {
      column:
        column === null
          ? toFillIn('the column with the path of the recording')
          : guessed(column, seen === null ? 'its cells look like paths' : `${seen.file} is a recording`),
    },
    layout: draftLayout(dims, seen),
    steps: guessed([], 'add resample, crop, pad and normalise as in the training'),
    parts: 'matchParts',
    replacement: 'line',
  }
  return { modality, taken: column === null ? [] : [column] }
}

/** A record of WFDB may be called by a number, so ids are looked at, too. */
async function findRecording({ columns, table, tablePath }: DraftLook): Promise<SeenRecording | null> {
  for (const { name, type } of columns) {
    if (type !== 'path' && type !== 'id') continue
    const cell = table.rows.map(({ cells }) => (cells[name] ?? '').trim()).find((one) => one !== '')
    if (cell === undefined) continue
    const value = await readSignal(resolve(dirname(tablePath), cell), null).catch(unlessBug(null))
    if (value === null || value.dims.length > 2) continue
    const leads = value.dims.length === 1 ? 1 : at(value.dims, 0)
    return { column: name, file: basename(cell), leads, isNamed: value.kind === 'signal' }
  }
  return null
}
