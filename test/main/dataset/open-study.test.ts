import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkStudyText } from '../../../src/main/dataset/check-study-text'
import { openStudy } from '../../../src/main/dataset/open-study'
import { studyText } from '../../fixtures/builders/study-text'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const temporaryFolder = useTemporaryFolders()

describe('openStudy', () => {
  it('resolves paths from the folder of the file and keeps its text', async () => {
    const text = studyText({ head: 'modalens: 1\nname: Small\nmodel: ../models/m.onnx' })
    const folder = temporaryFolder({ 'studies/small.study.yaml': text })
    const open = await openStudy(join(folder, 'studies/small.study.yaml'))
    expect(open).toMatchObject({
      text,
      folder: join(folder, 'studies'),
      modelPath: join(folder, 'models/m.onnx'),
      tablePath: join(folder, 'studies/cases.csv'),
    })
  })

  it('names all problems', async () => {
    const folder = temporaryFolder({ 'bad.yaml': 'modalens: 1\nname: Bad\nmodl: m.onnx\n' })
    await expect(openStudy(join(folder, 'bad.yaml'))).rejects.toMatchObject({
      code: 'study/invalid',
      details: { file: 'bad.yaml', line: 1, key: 'model', expected: 'a text (it is missing)' },
    })
    await expect(openStudy(join(folder, 'bad.yaml'))).rejects.toThrow(
      /line 1, model: expected .*\nbad.yaml, line 1, dataset: .*\n.*modalities.*\n.*outputs.*\nbad.yaml, line 3, modl: .*did you mean model/,
    )
  })

  it('does not read a file that is too large for a study', async () => {
    const folder = temporaryFolder({ 'model.onnx': new Uint8Array(5 * 1024 * 1024) })
    await expect(openStudy(join(folder, 'model.onnx'))).rejects.toMatchObject({ code: 'file/too-large' })
  })

  it('says that a file is not there', async () => {
    const path = join(temporaryFolder({}), 'none.yaml')
    await expect(openStudy(path)).rejects.toMatchObject({
      code: 'study/not-found',
      details: { file: 'none.yaml' },
    })
  })
})

describe('the study files of the real studies', () => {
  const folder = resolve(import.meta.dirname, '../../studies')
  it.each(readdirSync(folder).filter((name) => name.endsWith('.yaml')))(
    '%s follows the format',
    async (name) => {
      const { problems } = checkStudyText(await readFile(join(folder, name), 'utf8'), basename(name))
      expect(problems).toEqual([])
    },
  )
})
