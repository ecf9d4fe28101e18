import { join } from 'node:path'
import type { ModelCard } from '@shared/model'
import type { Study } from '@shared/study'
import { describe, expect, it } from 'vitest'
import { checkStudyText } from '../../../src/main/dataset/check-study-text'
import { draftStudy } from '../../../src/main/draft/draft-study'
import { parseTable } from '../../../src/main/dataset/table/parse-table'
import { modelCard } from '../../fixtures/builders/model-card'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const temporaryFolder = useTemporaryFolders()
const table = `case,patient_id,split,ct,note,age,sex,smoker,marker,diagnosis
c1,1,train,series/1,"Small nodule in the left lung.",50,f,yes,1.5,benign
c2,1,test,series/2,"No nodule in the left lung.",61,m,no,,malignant
c3,2,train,series/3,"Spiculated mass near the right hilum.",61,m,no,2.5,unclear
c4,3,test,series/4,"Stable nodule since the last year.",70,f,yes,inf,benign
c5,4,train,series/5,"Clear lungs on both sides.",44,m,no,0.5,malignant
c6,5,train,series/6,"Two nodules, both calcified.",38,f,yes,0.7,unclear
`
const ct: [string, string, (string | number)[]] = ['ct', 'float32', ['N', 1, 8, 16, 16]]
const ids: [string, string, (string | number)[]] = ['ids', 'int64', ['N', 12]]
const mask: [string, string, (string | number)[]] = ['ids_mask', 'int64', ['N', 12]]

interface Draft {
  readonly text: string
  readonly study: Study
}

async function draft(card: ModelCard, cells = table, folder = '/home'): Promise<Draft> {
  const tablePath = join(folder, 'data/cases.csv')
  const text = await draftStudy({
    card,
    modelPath: join(folder, 'models/lung.onnx'),
    table: parseTable(cells, 'cases.csv'),
    tablePath,
    folder,
  })
  const { study, problems } = checkStudyText(text, 'draft')
  expect(problems).toEqual([])
  return { text, study: study! }
}

function attributesOf({ modalities }: Study, input: string): string[] {
  const modality = modalities.find((one) => one.input === input)
  return modality?.kind === 'tabular' ? modality.attributes.map(({ name }) => name) : []
}

describe('a draft', () => {
  it('names model, table, case, patient, split and label, with paths from its own folder', async () => {
    const { study, text } = await draft(modelCard([ct]))
    expect(study).toMatchObject({
      name: 'lung',
      model: 'models/lung.onnx',
      dataset: {
        table: 'data/cases.csv',
        id: 'case',
        patient: 'patient_id',
        split: 'split',
        label: ['diagnosis'],
      },
      run: { cases: { split: ['test'] } },
    })
    expect(text).toContain('patient: patient_id # guessed: by its name')
  })

  it('takes a rank-5 input for a volume, whole numbers for a text and rank 2 for a record', async () => {
    const record: [string, string, (string | number)[]] = ['record', 'float32', ['N', 5]]
    const { study } = await draft(modelCard([ct, ids, mask, record]))
    expect(study.modalities).toMatchObject([
      {
        kind: 'volume',
        input: 'ct',
        source: { column: 'ct' },
        layout: 'channels-first',
        parts: { kind: 'match' },
      },
      {
        kind: 'text',
        name: 'note',
        input: 'ids',
        attentionMask: 'ids_mask',
        length: 12,
        source: { column: 'note', as: 'text' },
      },
      {
        kind: 'tabular',
        input: 'record',
        attributes: [
          { name: 'age', encoding: { kind: 'z-score' }, missing: 'refuse' },
          { name: 'sex', encoding: { kind: 'one-hot', levels: ['f', 'm'] } },
          { name: 'smoker', encoding: { kind: 'boolean' } },
          { name: 'marker', missing: { value: 0 }, infinite: 'missing' },
        ],
      },
    ])
  })

  it.each<[string, number, string[], boolean]>([
    ['all columns', 5, ['age', 'sex', 'smoker', 'marker'], false],
    ['missing flags', 6, ['age', 'sex', 'smoker', 'marker'], true],
    ['no categories', 3, ['age', 'smoker', 'marker'], false],
    ['only numbers', 2, ['age', 'marker'], false],
  ])('fills the width of a record with %s', async (_, width, names, flags) => {
    const { study, text } = await draft(modelCard([['record', 'float32', ['N', width]]]))
    const [modality] = study.modalities
    if (modality?.kind !== 'tabular') throw new Error('expected a record')
    expect(modality.attributes.map(({ name }) => name)).toEqual(names)
    expect(modality.attributes.some(({ missing }) => missing === 'flag')).toBe(flags)
    expect(text).toContain(`make ${width} tensor columns, as the model takes`)
  })

  it('marks a record that nothing fills exactly, with all columns and none as padding', async () => {
    const { text, study } = await draft(modelCard([['record', 'float32', ['N', 7]]]))
    expect(text).toContain('INCOMPLETE: The attributes make 5 tensor columns, but the model takes 7')
    expect(attributesOf(study, 'record')).toEqual(['age', 'sex', 'smoker', 'marker'])
  })

  const scalars =
    'case,CRP (mg/l),Größe,smoker,sex,Alter\na,11,170,yes,M,30\nb,29,180,no,F,50\nc,13,165,no,F,40\n'

  it('takes the column of its name for an input of one value, whatever the order', async () => {
    const names = ['alter', 'input_sex', 'Smoker', 'groesse', 'crp_mg_l']
    const { study } = await draft(modelCard(names.map((name) => [name, 'float32', ['N', 1]])), scalars)
    expect(names.map((name) => attributesOf(study, name))).toEqual(
      ['Alter', 'sex', 'smoker', 'Größe', 'CRP (mg/l)'].map((name) => [name]),
    )
  })

  it('drafts a record for whole numbers, yes or no, and inputs of one axis', async () => {
    const { study } = await draft(
      modelCard([
        ['record', 'int64', ['N', 3]],
        ['smoker', 'bool', ['N']],
        ['alter', 'int32', ['N']],
        ['weight', 'float32', ['N']],
      ]),
      scalars.replace('CRP (mg/l)', 'crp'),
    )
    expect(study.modalities).toMatchObject([
      { input: 'record', kind: 'tabular', attributes: [{ name: 'crp' }, { name: 'Größe' }, { name: 'sex' }] },
      { input: 'smoker', attributes: [{ name: 'smoker', encoding: { kind: 'boolean' } }] },
      { input: 'alter', attributes: [{ name: 'Alter', encoding: { kind: 'number' } }] },
      { input: 'weight', attributes: [{ name: 'FILL-IN' }] },
    ])
    expect(study.modalities[0]).toMatchObject({
      attributes: [
        { encoding: { kind: 'number' } },
        {},
        { encoding: { kind: 'ordinal', levels: ['F', 'M'] } },
      ],
    })
  })

  it('takes no column for a label that a record needs, and names what could be one', async () => {
    const record: [string, string, (string | number)[]] = ['record', 'int64', ['N', 3]]
    const cells = 'case,age,sex,stage\na,30,M,1\nb,50,F,2\nc,40,F,3\n'
    const needed = await draft(modelCard([record], { dims: ['N', 2] }), cells)
    expect(needed.study.dataset.label).toBeUndefined()
    expect(attributesOf(needed.study, 'record')).toEqual(['age', 'sex', 'stage'])
    expect(needed.text).toContain('by their values these could be it: sex.')
    const left = await draft(modelCard([['record', 'int64', ['N', 2]]], { dims: ['N', 2] }), cells)
    expect(left.study.dataset.label).toEqual(['sex'])
    expect(left.text).toContain('label: sex # guessed: no record took it, and its values fit the outputs')
    expect(attributesOf(left.study, 'record')).toEqual(['age', 'stage'])
  })

  it('leaves limits to the person', async () => {
    const { text } = await draft(modelCard([['crp', 'float32', ['N', 1]]]), 'case,crp\na,<5\nb,7\nc,8\n')
    expect(text).toContain('limits: refuse # guessed: 1 cells are limits such as <5; value takes the number')
  })

  it('gives a window in HU to a CT only, by DICOM before names', async () => {
    const dicom = (modality: string) =>
      Buffer.concat([Buffer.alloc(128), Buffer.from(`DICM\x08\0\x60\0CS\x02\0${modality}`, 'latin1')])
    const steps = async (name: string, modality: string | null) => {
      const folder = temporaryFolder(modality === null ? {} : { 'data/scan/1/a': dicom(modality) })
      const cells = 'case,scan\na,scan/1\nb,scan/2\n'
      const { study } = await draft(modelCard([[name, 'float32', ['N', 1, 8, 16, 16]]]), cells, folder)
      const [volume] = study.modalities
      return volume?.kind === 'volume' ? volume.steps.map(({ step }) => step) : []
    }
    expect(await steps('scan', 'CT')).toEqual(['resize', 'clip', 'scale'])
    expect(await steps('ct', 'MR')).toEqual(['resize'])
    expect(await steps('ct', null)).toEqual(['resize', 'clip', 'scale'])
    expect(await steps('flair', null)).toEqual(['resize'])
  })

  it('says when the width cannot be filled', async () => {
    const { text } = await draft(modelCard([['record', 'float32', ['N', 40]]]))
    expect(text).toContain('The attributes make 5 tensor columns, but the model takes 40')
  })

  it('says FILL-IN where the table has nothing that fits', async () => {
    const { text, study } = await draft(modelCard([ct, ids]), 'age,size\n1,2\n1,2\n')
    expect(study.dataset.id).toBe('FILL-IN')
    expect(text.match(/FILL-IN # fill in: /g)).toHaveLength(4)
  })

  it('names inputs that it does not know and what is still to fill in', async () => {
    const card = modelCard([['state', 'string', ['N']]])
    const text = await draftStudy({
      card,
      modelPath: '/home/m.onnx',
      table: parseTable(table, 'cases.csv'),
      tablePath: '/home/cases.csv',
      folder: '/home',
    })
    expect(text).toContain('# Inputs of the model that fit no kind of modality: state.')
    expect(text).toContain('# To fill in: modalities (expected a list of at least 1 item).')
  })

  it('finds the tokenizer beside the model and the column whose files exist', async () => {
    const folder = temporaryFolder({ 'models/tokenizer.json': '{}', 'data/ct/1/slice': '' })
    const cells = 'case,plan,scan\na,plans/1,ct/1\nb,plans/2,ct/2\n'
    const { study } = await draft(modelCard([ct, ids]), cells, folder)
    expect(study.modalities).toMatchObject([
      { source: { column: 'scan' } },
      { tokenizer: 'models/tokenizer.json' },
    ])
  })

  it.each<[string, object, object, string]>([
    [
      'without padding, mask and unknown token, the end of text for padding',
      { added_tokens: [{ content: '<|endoftext|>' }], model: {} },
      { padToken: '<|endoftext|>', replacement: { kind: 'pad-token' } },
      'padToken: <|endoftext|> # guessed: the tokenizer has no padding token',
    ],
    [
      'without any of them, a place to fill in',
      { model: { unk_token: '<unk>' } },
      { padToken: 'FILL-IN', replacement: { kind: 'unk-token' } },
      'padToken: FILL-IN # fill in: the token that filled up short texts',
    ],
    [
      'with all of them, nothing',
      { padding: null, added_tokens: [{ content: '[PAD]' }, { content: '[MASK]' }], model: {} },
      { replacement: { kind: 'mask-token' } },
      'replacement: mask-token',
    ],
  ])('proposes for a tokenizer %s', async (_, tokenizer, expected, words) => {
    const folder = temporaryFolder({ 'models/tokenizer.json': JSON.stringify(tokenizer) })
    const { study, text } = await draft(modelCard([ids]), table, folder)
    expect(study.modalities[0]).toMatchObject(expected)
    expect('padToken' in study.modalities[0]!).toBe('padToken' in expected)
    expect(text).toContain(words)
  })

  it.each<[string, (string | number)[], object]>([
    ['colour first', ['N', 3, 32, 48], { kind: 'image', layout: 'channels-first' }],
    ['colour last', ['N', 32, 48, 3], { kind: 'image', layout: 'channels-last' }],
    ['no colour', ['N', 32, 48], { kind: 'image', layout: 'no-channels' }],
  ])('reads the axes of an image: %s', async (_, dims, expected) => {
    const { study } = await draft(modelCard([['image', 'float32', dims]]))
    expect(study.modalities[0]).toMatchObject(expected)
    expect(study.modalities[0]).toHaveProperty(
      'steps',
      expect.arrayContaining([expect.objectContaining({ size: [32, 48] })]),
    )
  })

  it.each<[string, Parameters<typeof modelCard>[1], string, object]>([
    [
      'softmax in the graph',
      { activationInGraph: 'softmax' },
      table,
      { kind: 'multi-class', activation: 'none', names: ['benign', 'malignant', 'unclear'] },
    ],
    [
      'sigmoid in the graph',
      { activationInGraph: 'sigmoid' },
      table,
      { kind: 'multi-label', activation: 'none' },
    ],
    ['logits of several classes', {}, table, { kind: 'multi-class', activation: 'softmax' }],
    [
      'one number',
      { dims: ['N', 1] },
      'case,x,target\na,1,2.5\nb,2,3.5\nc,2,9\n',
      { kind: 'regression', activation: 'none', names: ['target'] },
    ],
    [
      'one logit',
      { dims: ['N', 1] },
      'case,x,label\na,1,yes\nb,2,no\nc,2,no\n',
      { kind: 'multi-label', activation: 'sigmoid', names: ['label'] },
    ],
    [
      'one label column per output',
      { dims: ['N', 2] },
      'case,label_a,label_b\na,1,0\nb,0,0\nc,1,1\n',
      { kind: 'multi-label', names: ['label_a', 'label_b'] },
    ],
    [
      'an open number of outputs',
      { dims: ['N', null] },
      table,
      { kind: 'multi-class', names: ['benign', 'malignant', 'unclear'] },
    ],
  ])('reads the outputs: %s', async (_, output, cells, expected) => {
    expect((await draft(modelCard([ct], output), cells)).study.outputs).toMatchObject(expected)
  })
})
