import { join } from 'node:path'
import { describeError, isAppError } from '@shared/errors'
import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../../src/main/dataset/dataset'
import { openDataset } from '../../../src/main/dataset/open-dataset'
import { openStudy } from '../../../src/main/dataset/open-study'
import { studyText } from '../../fixtures/builders/study-text'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const temporaryFolder = useTemporaryFolders()
const dataset = 'dataset: { table: cases.csv, id: case, patient: person, split: split, label: truth }'
const header = 'case,person,split,truth,picture,age'

async function openTableOf(table: string): Promise<Dataset> {
  const folder = temporaryFolder({ 'study.yaml': studyText({ dataset }), 'cases.csv': table })
  return openDataset(await openStudy(join(folder, 'study.yaml')))
}

async function problemOf(table: string): Promise<string> {
  const thrown: unknown = await openTableOf(table).catch((error: unknown) => error)
  if (!isAppError(thrown)) throw new Error('expected an AppError')
  const { sentence, advice } = describeError(thrown)
  return `${sentence} ${advice}`
}

describe('openDataset', () => {
  it('reads the cases in table order, with empty cells as absent', async () => {
    const { cases, columns } = await openTableOf(`${header}\nb,p1,test,yes,b.png,3\n a ,, ,no,,4\n`)
    expect(columns).toEqual(header.split(','))
    expect(cases).toMatchObject([
      { caseId: 'b', patient: 'p1', split: 'test', labels: ['yes'], line: 2, cells: { age: '3' } },
      { caseId: 'a', patient: null, split: null, labels: ['no'], line: 3 },
    ])
  })

  it('names the key, the column and the nearest name of a column that is not there', async () => {
    expect(await problemOf('case,person,split,truth,picure,age\n')).toBe(
      'modalities.image.source.column of the study names the column picture, which none of the 6 columns of cases.csv is. Did you mean picure?',
    )
  })

  it('names both lines of an id that stands twice, and not the id', async () => {
    expect(await problemOf(`${header}\nx17,,,,,\ny,,,,,\nx17,,,,,\n`)).toBe(
      'cases.csv, line 4: the id column case repeats the id of line 2. Choose a column that is different in every row.',
    )
  })

  it('takes no text for an id', async () => {
    expect(await problemOf(`${header}\n${'x'.repeat(1001)},,,,,\n`)).toContain(
      'cases.csv, line 2: the id column case has 1001 characters; an id has at most 1000.',
    )
    expect((await openTableOf(`${header}\n${'x'.repeat(1000)},,,,,\n`)).cases).toHaveLength(1)
  })

  it('names the line of a case without an id', async () => {
    expect(await problemOf(`${header}\na,,,,,\n  ,p,,,,\n`)).toContain(
      'cases.csv, line 3: the id column case is empty.',
    )
  })

  it('refuses a column that stands twice only when the study names it', async () => {
    const twice = `${header},age`
    expect(await problemOf(`${twice}\na,,,,,1,2\n`)).toContain(
      'modalities.record.attributes.age of the study names the column age, and cases.csv has several columns of that name.',
    )
    const { notices } = await openTableOf(`${header},x,x\na,,,,,1,2,3\n`)
    expect(notices.map(({ code }) => code)).toEqual(['table/repeated-columns'])
  })

  it('counts cells that are none of the levels where they are read as zeros', async () => {
    const encoding = '{ kind: one-hot, levels: [f, m], unknownLevel: zeros }'
    const modalities = `modalities:
  - { name: record, kind: tabular, input: record, attributes: [{ name: sex, encoding: ${encoding} }] }`
    const folder = temporaryFolder({
      'study.yaml': studyText({ dataset: 'dataset: { table: cases.csv, id: case }', modalities }),
      'cases.csv': 'case,sex\na,f\nb,x\nc,\nd, m\ne,d\n',
    })
    const { notices } = await openDataset(await openStudy(join(folder, 'study.yaml')))
    expect(notices).toEqual([
      {
        code: 'table/unknown-levels',
        details: { file: 'cases.csv', column: 'sex', count: 2, lines: [3, 6] },
      },
    ])
  })

  it('reads decimal commas of number columns and leaves other cells alone', async () => {
    const { cases } = await openTableOf('case;person;split;truth;picture;age\na;1,5;;0,5;b,c.png;1.234,5\n')
    expect(cases[0]).toMatchObject({
      patient: '1,5',
      labels: ['0,5'],
      cells: { age: '1234.5', picture: 'b,c.png' },
    })
  })
})
