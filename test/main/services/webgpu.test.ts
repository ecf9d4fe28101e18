import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeError } from '@shared/errors'
import { deviceWords } from '@shared/words/device-words'
import { describe, expect, it } from 'vitest'
import { probeDevice } from '../../../src/main/session/devices/probe-device'
import { runStudyFile } from '../../fixtures/builders/run-study-file'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'
import { writeThreeModalityStudy } from '../../fixtures/builders/toy-study'

/** Chromium's driver in software, where no other one is named. */
const software = '/usr/lib/chromium/vk_swiftshader_icd.json'
if (existsSync(software)) process.env['VK_ICD_FILENAMES'] ??= software

const { refused } = await probeDevice('webgpu')
const reason = refused === null ? '' : ` (skipped: ${describeError(refused).sentence})`

describe.skipIf(refused !== null)(`a run on WebGPU${reason}`, () => {
  const folders = useTemporaryFolders()

  it.each(['batched', 'split'] as const)(
    'gives the contributions of the CPU on the %s path',
    async (path) => {
      const home = folders({})
      const study = writeThreeModalityStudy({ folder: home, caseCount: 2, seed: 8 })
      const cpu = await runStudyFile(study, join(home, 'cpu'), { device: 'cpu', path })
      const gpu = await runStudyFile(study, join(home, 'gpu'), { device: 'webgpu', path })
      expect(gpu.result.path?.device).toMatchObject({ device: 'webgpu' })
      expect(gpu.result.path?.path).toBe(path)
      expect(gpu.result.notices).toEqual(cpu.result.notices)
      for (const [index, one] of gpu.result.contribution.modalities.entries()) {
        expect(one.contribution).toBeCloseTo(cpu.result.contribution.modalities[index]?.contribution ?? 0, 5)
      }
      expect(deviceWords(gpu.result.manifest, gpu.result.path)).toMatch(
        /^WebGPU, batch \d+; largest difference to the CPU on the first case: /,
      )
      const kept: unknown = JSON.parse(readFileSync(join(gpu.runFolder, 'path.json'), 'utf8'))
      expect(kept).toMatchObject({
        device: { device: 'webgpu', trials: [{ device: 'webgpu', refused: null }] },
      })
    },
  )
})
