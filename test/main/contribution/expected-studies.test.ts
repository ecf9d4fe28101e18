import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { CaseOutputs } from '@shared/outputs'
import { describe, expect, it } from 'vitest'
import { toDatasetContribution } from '../../../src/main/contribution/dataset-contribution'
import {
  buildCaseOutputs,
  buildContributionOptions,
  buildModalityOutputs,
} from '../../fixtures/builders/case-outputs'

/** Contributions of an independent implementation in Python, here recomputed from the outputs stored beside them. */
const studies = resolve(import.meta.dirname, '../../../../shared/studies')
const tolerance = 1e-9
/** The independent implementation leaves no case and class out, however weak its response. */
const responseFloor = 0

interface StoredCase {
  readonly case: string
  readonly patient?: string
  readonly originalOutput: readonly number[]
  readonly occludedOutput: Readonly<Record<string, readonly (readonly number[])[]>>
  readonly wholeOutput?: Readonly<Record<string, readonly number[]>>
}
interface Setting {
  readonly cases: readonly StoredCase[]
  readonly contribution: Readonly<Record<string, Readonly<Record<string, number | readonly number[]>>>>
}
interface StudyFile extends Setting {
  readonly models: Readonly<Record<string, Setting & { readonly settings: readonly Setting[] }>>
}

const load = (name: string): StudyFile =>
  JSON.parse(readFileSync(join(studies, name, 'expected.json'), 'utf8')) as StudyFile

const settings: [string, () => Setting][] = [
  ['skin ResNetMLP, 32 x 32', () => load('skin').models['ResNetMLP']!.settings[0]!],
  ['skin ResNetMLP, 60 x 60', () => load('skin').models['ResNetMLP']!.settings[1]!],
  ['skin ViTMLP, 32 x 32', () => load('skin').models['ViTMLP']!.settings[0]!],
  ['skin ViTMLP, 60 x 60', () => load('skin').models['ViTMLP']!.settings[1]!],
  ['chest ResNetTextMLP', () => load('chest')],
  ['lung ResNet3dMLP', () => load('lung').models['ResNet3dMLP']!],
  ['lung ViT3dMLP', () => load('lung').models['ViT3dMLP']!],
]

/** Of the modalities only a text has another number of parts in each case. */
function isText(cases: readonly StoredCase[], name: string): boolean {
  return new Set(cases.map(({ occludedOutput }) => occludedOutput[name]?.length)).size > 1
}

function toOutputs(one: StoredCase, _: number, cases: readonly StoredCase[]): CaseOutputs {
  const modalities = Object.entries(one.occludedOutput).map(([name, occluded]) => {
    const segments = occluded.map((_row, part) => ({ text: `word${part}`, tokens: [part] }))
    return buildModalityOutputs(name, occluded, {
      wholeOutput: [...(one.wholeOutput?.[name] ?? one.originalOutput)],
      ...(isText(cases, name) ? { layout: { kind: 'text', unit: 'word', segments } } : {}),
    })
  })
  return buildCaseOutputs(one.case, one.originalOutput, modalities, one.patient ?? null)
}

describe.skipIf(!existsSync(studies))(
  'contributions recomputed from the stored outputs of ../shared/studies (skipped where it is absent)',
  () => {
    it.each(settings)('%s', (_, settingOf) => {
      const { cases, contribution } = settingOf()
      const names = cases[0]!.originalOutput.map((_value, index) => `output ${index}`)
      const { modalities } = toDatasetContribution(
        cases.map(toOutputs),
        buildContributionOptions(names, { responseFloor }),
      )
      let compared = 0
      for (const one of modalities) {
        for (const [aggregation, expected] of Object.entries(contribution)) {
          const wanted = expected[one.modality]
          if (aggregation === 'partCount') expect(one.meanPartCount).toBe(wanted)
          else if (aggregation === 'mae') continue
          else if (aggregation === 'per-class') {
            for (const [index, share] of (wanted as number[]).entries())
              expect(Math.abs(one.perClass[index]! - share)).toBeLessThan(tolerance)
          } else {
            const share = one.byAggregation[aggregation as keyof typeof one.byAggregation]
            expect(Math.abs(share! - (wanted as number))).toBeLessThan(tolerance)
          }
          compared += 1
        }
      }
      expect(compared).toBeGreaterThanOrEqual(modalities.length)
    })
  },
)
