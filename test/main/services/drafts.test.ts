import { wholeTable } from '@shared/case-filter'
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { describe, expect, it } from 'vitest'
import { createLaunchInProcess } from '../../../src/main/hosts/engine/launch-in-process'
import { ModelProtoSchema, StringStringEntryProtoSchema } from '../../../src/main/graph/onnx_pb'
import { createServices, type Services } from '../../../src/main/services/services'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'

const folders = useTemporaryFolders()

function servicesIn(home: string, roots: readonly string[] = [home]): Services {
  return createServices({
    ...{ home, roots, clock: () => new Date('2026-01-02T03:04:05Z') },
    launchRun: createLaunchInProcess(),
  })
}

interface Begun {
  readonly services: Services
  readonly folder: string
  readonly home: string
}

/** A model and a table in a folder of their own. */
function modelAndTable(): Begun {
  const home = folders({})
  const folder = join(home, 'data')
  writeThreeModalityStudy({ folder, caseCount: 4, seed: 1 })
  return { services: servicesIn(home), folder, home }
}

async function begin({ services, folder }: Begun) {
  return services.drafts.begin({
    model: services.files.grant(join(folder, 'model.onnx')),
    table: services.files.grant(join(folder, 'cases.csv')),
  })
}

describe('a draft that is begun', () => {
  it('lies beside its table, shows model and table, and says what was guessed', async () => {
    const toy = modelAndTable()
    const draft = await begin(toy)
    expect(draft).toMatchObject({ fileName: 'model.study.yaml', folder: toy.folder, problems: [] })
    expect(draft.text).toBe(readFileSync(join(toy.folder, 'model.study.yaml'), 'utf8'))
    expect(draft.model?.inputs.map(({ name }) => name)).toEqual(['image', 'ids', 'mask', 'record'])
    expect(draft.table?.rowCount).toBe(4)
    expect(draft.table?.head[0]?.slice(0, 3)).toEqual(['case-1', 'patient-0', 'case-1.npy'])
    expect(draft.table?.columns.map(({ name, type }) => [name, type]).slice(0, 3)).toEqual([
      ['id', 'id'],
      ['patient', 'category'],
      ['image', 'path'],
    ])
    expect(draft.marks).toContainEqual({
      path: ['dataset', 'id'],
      kind: 'guess',
      reason: 'different in every row',
    })
    expect([draft.canUndo, draft.canRedo]).toEqual([false, false])
    const { recentStudies } = await toy.services.settings.get(undefined)
    expect(recentStudies).toEqual([{ handle: draft.handle, name: 'model' }])
  })

  it('takes a number where its name is taken', async () => {
    const toy = modelAndTable()
    await begin(toy)
    expect((await begin(toy)).fileName).toBe('model-2.study.yaml')
  })

  it.skipIf(process.getuid?.() === 0)(
    'lies in the folder of the application where the folder of the table takes no file',
    async () => {
      const toy = modelAndTable()
      chmodSync(toy.folder, 0o500)
      const draft = await begin(toy)
      chmodSync(toy.folder, 0o700)
      expect(draft.folder).toBe(join(toy.home, 'studies'))
      expect(draft.model).not.toBeNull()
      expect(draft.table?.rowCount).toBe(4)
    },
  )

  it('is a study at once that can be looked at and run', async () => {
    const { services, folder } = modelAndTable()
    const path = join(folder, 'toy.study.yaml')
    const draft = await services.drafts.open({ handle: services.files.grant(path) })
    expect(draft).toMatchObject({ faults: [], problems: [], marks: [] })
    const studyId = draft.studyId ?? ''
    expect(
      (await services.datasets.cases({ studyId, offset: 0, limit: 9, listing: wholeTable, columns: [] }))
        .total,
    ).toBe(4)
    expect(await services.drafts.ofStudy({ studyId })).toEqual({ handle: draft.handle })
    const changed = await services.drafts.change({
      handle: draft.handle,
      edits: [{ path: ['modalities', 0, 'replacement'], value: 'zero' }],
    })
    const preview = await services.datasets.case({ studyId: changed.studyId ?? '', caseId: 'case-1' })
    expect(preview.modalities.map(({ kind }) => kind)).toEqual(['image', 'text', 'tabular'])
    await expect(services.datasets.case({ studyId, caseId: 'case-1' })).rejects.toMatchObject({
      code: 'study/changed',
    })
  })
})

const opened = async () => {
  const { services, folder, home } = modelAndTable()
  const path = join(folder, 'toy.study.yaml')
  const draft = await services.drafts.open({ handle: services.files.grant(path) })
  return { services, folder, home, path, handle: draft.handle, text: draft.text }
}

describe('a change', () => {
  it('says which key is wrong, and what model and table say against it', async () => {
    const { services, handle } = await opened()
    const wrong = await services.drafts.change({
      handle,
      edits: [{ path: ['modalities', 2, 'attributes', 0, 'encoding'], value: 'nothing' }],
    })
    expect(wrong.studyId).toBeNull()
    expect(wrong.problems[0]?.path).toEqual(['modalities', 2, 'attributes', 0, 'encoding'])
    expect(wrong.model).not.toBeNull()
    const column = await services.drafts.change({
      handle,
      edits: [
        { path: ['modalities', 2, 'attributes', 0, 'encoding'] },
        { path: ['dataset', 'patient'], value: 'nobody' },
        { path: ['modalities', 0, 'input'], value: 'picture' },
      ],
    })
    expect(column.faults.map(({ code }) => code)).toEqual([
      'table/no-column',
      'model/input-unknown',
      'model/input-unfed',
    ])
    expect(column.studyId).toBeNull()
  })

  it('is undone and redone on disk', async () => {
    const { services, handle, path, text } = await opened()
    for (const name of ['one', 'two', 'three'])
      await services.drafts.change({ handle, edits: [{ path: ['name'], value: name }] })
    const nameNow = (): string => /^name: (.*)$/m.exec(readFileSync(path, 'utf8'))?.[1] ?? ''
    await services.drafts.undo({ handle })
    expect(nameNow()).toBe('two')
    await services.drafts.undo({ handle })
    const undone = await services.drafts.redo({ handle })
    expect([nameNow(), undone.canUndo, undone.canRedo]).toEqual(['two', true, true])
    await services.drafts.undo({ handle })
    await services.drafts.undo({ handle })
    const first = await services.drafts.undo({ handle })
    expect([first.text, first.canUndo]).toEqual([text, false])
    await services.drafts.change({ handle, edits: [{ path: ['name'], value: 'four' }] })
    expect((await services.drafts.redo({ handle })).canRedo).toBe(false)
    expect(nameNow()).toBe('four')
  })

  it('goes on from an edit by hand, which is a step of its own', async () => {
    const { services, handle, path, text } = await opened()
    await services.drafts.change({ handle, edits: [{ path: ['name'], value: 'mine' }] })
    const byHand = `# by hand\n${readFileSync(path, 'utf8')}`
    writeFileSync(path, byHand)
    const changed = await services.drafts.change({ handle, edits: [{ path: ['run', 'seed'], value: 7 }] })
    expect(changed.text).toContain('# by hand')
    expect(changed.text).toContain('seed: 7')
    expect((await services.drafts.undo({ handle })).text).toBe(byHand)
    expect((await services.drafts.undo({ handle })).text).toBe(byHand.replace('# by hand\n', ''))
    writeFileSync(path, 'name: other\n')
    expect((await services.drafts.undo({ handle })).text).toBe(byHand.replace('# by hand\n', ''))
    expect((await services.drafts.undo({ handle })).text).toBe(text)
  })

  it('is made after the one before it, however fast they come', async () => {
    const { services, handle } = await opened()
    const edits = [1, 2, 3, 4].map((seed) => [{ path: ['run', 'batchSize'], value: seed }])
    const drafts = await Promise.all(edits.map((one) => services.drafts.change({ handle, edits: one })))
    expect(drafts.map(({ text }) => /batchSize: (.)/.exec(text)?.[1])).toEqual(['1', '2', '3', '4'])
  })

  it('leaves the permissions of the file, and its line breaks', async () => {
    const { services, handle, path, text } = await opened()
    writeFileSync(path, text.replaceAll('\n', '\r\n'))
    chmodSync(path, 0o640)
    await services.drafts.write({ handle, text: `# new\n${text}` })
    expect(readFileSync(path, 'utf8')).toBe(`# new\n${text}`.replaceAll('\n', '\r\n'))
    expect(statSync(path).mode & 0o777).toBe(0o640)
  })

  it('takes marks away that are confirmed', async () => {
    const toy = modelAndTable()
    const { handle, marks } = await begin(toy)
    expect(marks.filter(({ kind }) => kind === 'guess').length).toBeGreaterThan(4)
    const one = await toy.services.drafts.confirm({ handle, paths: [['dataset']] })
    expect(one.marks.some(({ path }) => path[0] === 'dataset')).toBe(false)
    expect(one.marks.length).toBeGreaterThan(0)
    const all = await toy.services.drafts.confirm({ handle, paths: [] })
    expect(all.marks.filter(({ kind }) => kind === 'guess')).toEqual([])
    expect(all.study).toEqual(one.study)
  })

  it('shows a text that is not YAML, with its line, and refuses to change a key of it', async () => {
    const { services, handle } = await opened()
    const broken = await services.drafts.write({ handle, text: 'name: x\nmodel: [\n' })
    expect(broken).toMatchObject({ study: null, studyId: null, model: null, table: null })
    expect(broken.problems[0]).toMatchObject({
      path: [],
      expected: expect.stringContaining('YAML') as string,
    })
    await expect(
      services.drafts.change({ handle, edits: [{ path: ['name'], value: 'y' }] }),
    ).rejects.toMatchObject({ code: 'study/not-yaml' })
    expect((await services.drafts.undo({ handle })).studyId).not.toBeNull()
  })

  it.each([
    ['aliases that hold themselves', 'a: &a [*a]\n'],
    [
      'aliases that unfold',
      `a: &a [1, 1]\nb: &b [${'*a,'.repeat(99)}]\nc: &c [${'*b,'.repeat(99)}]\nd: [${'*c,'.repeat(99)}]\n`,
    ],
    ['nothing', ''],
    ['a list', '- 1\n'],
    ['values of the wrong kind', 'model: 7\ndataset: [x]\nmodalities: {}\n'],
  ])('answers to %s', async (_what, text) => {
    const { services, handle } = await opened()
    const draft = await services.drafts.write({ handle, text })
    expect(draft).toMatchObject({ text, studyId: null })
    expect(draft.problems.length).toBeGreaterThan(0)
    expect(() => JSON.stringify(draft)).not.toThrow()
  })

  it('reads model and table again when, and only when, their files changed', async () => {
    const { services, handle, folder } = await opened()
    const table = join(folder, 'cases.csv')
    const before = (await services.drafts.change({ handle, edits: [] })).table
    writeFileSync(table, `${readFileSync(table, 'utf8')}"case-9","patient-9","","","1","1","1","1","1"\n`)
    const after = await services.drafts.change({ handle, edits: [] })
    expect([before?.rowCount, after.table?.rowCount]).toEqual([4, 5])
    const model = join(folder, 'model.onnx')
    const sha256 = after.model?.sha256
    writeFileSync(model, Buffer.concat([readFileSync(model), Buffer.from([0x12, 1, 0x61])]))
    const other = await services.drafts.change({ handle, edits: [] })
    expect(other.model?.sha256).not.toBe(sha256)
    expect(other.studyId).not.toBe(after.studyId)
    utimesSync(model, new Date(), new Date())
    expect((await services.drafts.change({ handle, edits: [] })).studyId).toBe(other.studyId)
  })
})

it('tells what the model says of its outputs, for the page to take or leave', async () => {
  const { services, handle, folder, text } = await opened()
  const model = fromBinary(ModelProtoSchema, readFileSync(join(folder, 'model.onnx')))
  model.metadataProps = [create(StringStringEntryProtoSchema, { key: 'labels', value: 'eins,zwei,drei' })]
  writeFileSync(join(folder, 'model.onnx'), toBinary(ModelProtoSchema, model))
  const [hint] = await services.drafts.hints({ handle })
  expect(hint?.words).toBe('The outputs are eins, zwei, drei, in this order.')
  expect(readFileSync(join(folder, 'toy.study.yaml'), 'utf8')).toBe(text)
  const taken = await services.drafts.change({ handle, edits: hint?.edits ?? [] })
  expect(taken).toMatchObject({
    study: { outputs: { names: ['eins', 'zwei', 'drei'] } },
    problems: [],
    faults: [],
  })
})

describe('what is no study file', () => {
  it('is neither opened nor written', async () => {
    const { services, folder } = modelAndTable()
    const handle = services.files.grant(join(folder, 'cases.csv'))
    const refused = { code: 'study/not-a-study-file' }
    await expect(services.drafts.open({ handle })).rejects.toMatchObject(refused)
    await expect(services.drafts.write({ handle, text: '' })).rejects.toMatchObject(refused)
    expect(readFileSync(join(folder, 'cases.csv'), 'utf8')).toContain('case-1')
  })

  it('is not written outside of the roots, by a link neither', async () => {
    const outside = folders({ 'their.yaml': 'name: theirs\n' })
    const home = folders({})
    mkdirSync(join(home, 'in'))
    symlinkSync(join(outside, 'their.yaml'), join(home, 'in/mine.yaml'))
    const services = servicesIn(join(home, 'home'), [join(home, 'in')])
    for (const path of [join(home, 'in/mine.yaml'), join(outside, 'their.yaml')]) {
      const handle = services.files.grant(path)
      await expect(services.drafts.write({ handle, text: 'name: mine\n' })).rejects.toMatchObject({
        code: 'file/outside-roots',
      })
    }
    expect(readFileSync(join(outside, 'their.yaml'), 'utf8')).toBe('name: theirs\n')
  })
})
