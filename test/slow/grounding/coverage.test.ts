/** How often the interval of grounding holds the true share, and how often it decides where there is nothing to decide. */
import { writeSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createGrounding } from '../../../src/main/contribution/grounding'
import { createRandom } from '../../../src/main/maskers/random'
import {
  buildCaseOutputs,
  buildContributionOptions,
  buildModalityOutputs as modality,
} from '../../fixtures/builders/case-outputs'

const seed = 'grounding coverage'
const trials = 2000
const lesion = { modality: 'ct', label: 'lesion', draws: 1, otherPatient: false }
const layout = {
  ...{ kind: 'labels' as const, dims: [2], runs: [0, 2] },
  labels: [{ name: 'lesion', value: 1, voxels: 2 }],
}

/** Patients win with a probability; the second case of a patient goes with the first half of the time. */
function drawInterval(random: () => number, patients: number, share: number, casesEach: number) {
  const grounding = createGrounding([lesion], buildContributionOptions(['y']))
  for (let patient = 0; patient < patients; patient += 1) {
    const first = random() < share
    for (let one = 0; one < casesEach; one += 1) {
      const isWon = one === 0 || random() < 0.5 ? first : random() < share
      const ct = modality('ct', [[isWon ? 0.5 : 0.9]], { layout })
      const outputs = buildCaseOutputs(`c${patient} ${one}`, [1], [ct], `p${patient}`)
      const controls = { modality: 'ct', label: 'lesion', elsewhere: [[0.7]], other: null }
      grounding.add({ ...outputs, grounding: [controls] })
    }
  }
  return grounding.end()[0]!.elsewhere.interval
}

it('covers at least 93 % of the time, and decides in at most 6 % of the cohorts where nothing is to decide', () => {
  for (const casesEach of [1, 2]) {
    for (const patients of [10, 20, 40, 100]) {
      for (const share of [0.5, 0.7, 0.9, 0.97]) {
        const random = createRandom(seed, casesEach, patients, share)
        let [covered, decided, made] = [0, 0, 0]
        for (let trial = 0; trial < trials; trial += 1) {
          const interval = drawInterval(random, patients, share, casesEach)
          if (interval === null) continue
          made += 1
          if (interval[0] <= share && share <= interval[1]) covered += 1
          if (interval[0] > 0.5 || interval[1] < 0.5) decided += 1
        }
        const percent = (count: number): string => `${((100 * count) / made).toFixed(1)} %`
        writeSync(
          1,
          `${casesEach} cases of ${patients} patients, share ${share}: ${made} intervals, covered ${percent(covered)}, decided ${percent(decided)}\n`,
        )
        expect(covered / made).toBeGreaterThan(0.93)
        if (share === 0.5) expect(decided / made).toBeLessThan(0.06)
      }
    }
  }
})
