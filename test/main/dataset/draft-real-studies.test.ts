import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { draftStudy } from '../../../src/main/draft/draft-study'
import { openDataset } from '../../../src/main/dataset/open-dataset'
import { openStudyText } from '../../../src/main/dataset/open-study'
import { openTable } from '../../../src/main/dataset/open-table'
import { inspectModel } from '../../../src/main/graph/inspect-model'
import { checkInputs } from '../../../src/main/session/check-inputs'

const shared = resolve(import.meta.dirname, '../../../../shared')
describe.skipIf(!existsSync(shared))(
  'drafts for the real studies (skipped where ../shared is absent)',
  () => {
    it.each([
      ['skin/ViTMLP', 'pad-ufes-20', 'image record'],
      ['chest/ResNetTextMLP', 'mhh-covid-cxr', 'image report labs'],
      ['lung/ViT3dMLP', 'lung-crops', 'volume record'],
    ])('%s: reads its table and feeds every input', async (model, data, names) => {
      const modelPath = join(shared, 'studies', `${model}.onnx`)
      const tablePath = join(shared, 'data', data, 'cases.csv')
      const card = await inspectModel(modelPath)
      const text = await draftStudy({
        card,
        modelPath,
        table: await openTable(tablePath),
        tablePath,
        folder: shared,
      })
      const open = openStudyText(text, join(shared, 'draft.study.yaml'))
      expect((await openDataset(open)).cases.length).toBeGreaterThan(10)
      expect(open.study.modalities.map(({ name }) => name).join(' ')).toBe(names)
      const codes = checkInputs(card, open.study).map(({ code }) => code)
      // Their records can be encoded in many ways; the draft says by how much its guess misses and pads nothing.
      expect(codes).toEqual(model.startsWith('lung') ? [] : ['model/input-width'])
      expect(text.includes('INCOMPLETE')).toBe(!model.startsWith('lung'))
    })
  },
)
