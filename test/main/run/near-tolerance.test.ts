import type { Notice } from '@shared/notice'
import type { PathChoice } from '@shared/path-choice'
import type { CaseOutputs } from '@shared/outputs'
import { describe, expect, it } from 'vitest'
import { createEffects } from '../../../src/main/run/near-tolerance'

const choice = (rest: Partial<PathChoice> = {}): PathChoice => ({
  ...{ path: 'batched', checkedMasks: 5, tolerance: 1e-5, trials: [], device: null, workers: null },
  ...{ comparedCases: 1, plainModalities: [], notices: [], notTried: [] },
  ...rest,
})

/** A case of one output and one part per modality, masked by which it moves so far. */
function outputs(original: number, moves: Readonly<Record<string, number>>): CaseOutputs {
  return {
    ...{ caseId: 'c', patient: null, originalOutput: [original], notices: [] },
    modalities: Object.entries(moves).map(([modality, move]) => ({
      ...{ modality, layout: { kind: 'whole' as const }, inertParts: [] },
      ...{ occludedOutput: [[original + move]], wholeOutput: [original + move] },
    })),
  }
}

function nearTolerance(cases: readonly CaseOutputs[], taken: PathChoice): Notice[] {
  const effects = createEffects()
  for (const one of cases) effects.add(one)
  return effects.nearTolerance(taken)
}

describe('effects of the size of the tolerance', () => {
  it('are said where no mask of any case moves an output by more than ten times of it', () => {
    const cases = [outputs(0.5, { weak: 2e-5, strong: 0.1 }), outputs(0.5, { weak: 8e-5, strong: 0 })]
    const [notice, ...others] = nearTolerance(cases, choice())
    expect(others).toEqual([])
    expect(notice).toMatchObject({ code: 'run/near-tolerance', modality: 'weak' })
    expect(notice?.details['largest']).toBeCloseTo(8e-5, 9)
    expect(notice?.details['tolerance']).toBe(1e-5)
  })

  it('are those of ten times and less', () => {
    expect(nearTolerance([outputs(0, { a: 1.01e-4 })], choice())).toEqual([])
    expect(nearTolerance([outputs(0, { a: 0.99e-4 })], choice())).toHaveLength(1)
  })

  it('grow with the outputs: 1e-4 relative beyond 1', () => {
    expect(nearTolerance([outputs(1001, { a: 0.9 })], choice())[0]?.details['tolerance']).toBeCloseTo(0.1, 9)
    expect(nearTolerance([outputs(1001, { a: 1.1 })], choice())).toEqual([])
  })

  it('are no matter on the plain path, for a modality that ran on it, or where nothing moves', () => {
    const weak = [outputs(0, { a: 1e-5 })]
    expect(nearTolerance(weak, choice({ path: 'plain' }))).toEqual([])
    expect(nearTolerance(weak, choice({ plainModalities: ['a'] }))).toEqual([])
    expect(nearTolerance([outputs(0, { a: 0 })], choice())).toEqual([])
  })
})
