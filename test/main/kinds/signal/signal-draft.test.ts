import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseTable } from '../../../../src/main/dataset/table/parse-table'
import { draftStudy } from '../../../../src/main/draft/draft-study'
import { modelCard } from '../../../fixtures/builders/model-card'
import { buildNpy } from '../../../fixtures/builders/npy'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'

const folders = useTemporaryFolders()
type Dims = (string | number)[]

/** Two recordings of three leads, and a table of paths that begins with something else. */
function draft(name: string, dims: Dims, file: string | Uint8Array = 'I,II,III\n1,2,3\n4,5,6\n') {
  const folder = folders({ 'a.csv': file, 'b.csv': file })
  return draftStudy({
    card: modelCard([[name, 'float32', dims]]),
    modelPath: join(folder, 'm.onnx'),
    table: parseTable('case,note,rec\nc1,x.txt,a.csv\nc2,y.txt,b.csv\n', 'cases.csv'),
    tablePath: join(folder, 'cases.csv'),
    folder,
  })
}

/** What is written behind a key, with its comment. */
const lineOf = (text: string, key: string): string =>
  text
    .split('\n')
    .map((line) => line.trim().replace(/^- /, ''))
    .find((line) => line.startsWith(`${key}: `))!
    .slice(key.length + 2)

const noFile = 'not, a, recording\n'

describe('the layout of a drafted signal', () => {
  it.each<[string, string, Dims, string | Uint8Array | undefined, string]>([
    [
      'by the leads of the first file',
      'ecg',
      ['N', 'a', 3],
      undefined,
      'samples-first # guessed: 3 leads in a.csv',
    ],
    [
      'by the leads of the first file',
      'ecg',
      ['N', 3, 'a'],
      undefined,
      'leads-first # guessed: 3 leads in a.csv',
    ],
    [
      'by the file, not by the lengths',
      'ecg',
      ['N', 3, 2],
      undefined,
      'leads-first # guessed: 3 leads in a.csv',
    ],
    ['by the lengths', 'ecg', ['N', 5000, 12], noFile, 'samples-first # guessed: 12 leads, 5000 samples'],
    [
      'by the one length',
      'ecg',
      ['N', 'a', 12],
      noFile,
      'samples-first # guessed: 12 leads, the length that the model fixes',
    ],
    [
      'by the name of an axis',
      'ecg',
      ['N', 'time', 'a'],
      noFile,
      'samples-first # guessed: the model calls an axis time',
    ],
    [
      'by the name of an axis',
      'ecg',
      ['N', 'leads', 'a'],
      noFile,
      'leads-first # guessed: the model calls an axis leads',
    ],
    [
      'by nothing: lengths are free',
      'ecg',
      ['N', 'a', 'b'],
      undefined,
      'FILL-IN # fill in: leads-first or samples-first: nothing says which axis holds the leads',
    ],
    [
      'by nothing: only the time is fixed',
      'ecg',
      ['N', 5000, 'b'],
      noFile,
      'FILL-IN # fill in: leads-first or samples-first: nothing says which axis holds the leads',
    ],
    [
      'by nothing: an array does not name its axes',
      'ecg',
      ['N', 'a', 'b'],
      buildNpy({ dims: [2, 3], values: [1, 2, 3, 4, 5, 6] }),
      'FILL-IN # fill in: leads-first or samples-first: nothing says which axis holds the leads',
    ],
    ['by the number of axes', 'ecg', ['N', 100], noFile, 'no-leads # guessed: one axis beside the batch'],
  ])('is known %s (%s %j)', async (_, name, dims, file, layout) => {
    const text = await draft(name, dims, file)
    expect(lineOf(text, 'layout')).toBe(layout)
    expect(text.includes('# To fill in: modalities.ecg.layout')).toBe(layout.startsWith('FILL-IN'))
  })

  it('takes the column whose first file is a recording', async () => {
    const text = await draft('ecg', ['N', 3, 'a'])
    expect(text).toContain('column: rec # guessed: a.csv is a recording')
  })
})

describe('the kind of a drafted input', () => {
  it.each<[string, Dims, string]>([
    ['ecg', ['N', 12, 5000], 'signal # guessed: rank 3 [N, 12, 5000], named so (ecg)'],
    ['ecgSignal', ['N', 12, 5000], 'signal # guessed: rank 3 [N, 12, 5000], named so (ecg)'],
    ['lead2', ['N', 1, 20], 'signal # guessed: rank 3 [N, 1, 20], named so (lead)'],
    [
      'x',
      ['N', 5000, 12],
      'signal # guessed: rank 3 [N, 5000, 12], 5000 samples are many more than 12 leads',
    ],
    ['ecg', ['N', 100], 'signal # guessed: rank 2 [N, 100], named so (ecg)'],
    ['time_series', ['N', 'T'], 'signal # guessed: rank 2 [N, T], named so (timeseries)'],
    ['leading_view', ['N', 224, 224], 'image # guessed: rank 3 [N, 224, 224]'],
    ['misleading', ['N', 64, 64], 'image # guessed: rank 3 [N, 64, 64]'],
    ['image', ['N', 48, 512], 'image # guessed: rank 3 [N, 48, 512]'],
    ['chest_x-ray', ['N', 48, 512], 'image # guessed: rank 3 [N, 48, 512]'],
    ['ecg_image', ['N', 48, 512], 'image # guessed: rank 3 [N, 48, 512]'],
    ['x', ['N', 224, 224], 'image # guessed: rank 3 [N, 224, 224]'],
    ['blood_lead', ['N', 1], 'tabular'],
    ['record', ['N', 100], 'tabular'],
  ])('of %s %j is %s', async (name, dims, kind) => {
    expect(lineOf(await draft(name, dims), 'kind')).toBe(kind)
  })
})
