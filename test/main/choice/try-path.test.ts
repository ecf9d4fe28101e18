import { describe, expect, it } from 'vitest'
import { runPlain } from '../../../src/main/choice/checked-case'
import { comparePath } from '../../../src/main/choice/try-path'
import type { RunPath } from '../../../src/main/session/paths/run-path'
import { createFakePath, someCase, someMasks } from '../../fixtures/builders/fake-path'

const masks = someMasks(4)
/** What the fake path answers. */
const plain = new Map(masks.map((mask) => [mask, [Number(mask.part), 0]]))

describe('a path compared with the plain one', () => {
  it('is right where it gives the plain outputs of every mask', async () => {
    const opened = await createFakePath(4, 2).openCase(someCase)
    expect(await comparePath(opened, plain)).toMatchObject({ largestDifference: 0, worst: null })
  })

  it('is never right where it leaves a mask out, or gives fewer outputs', async () => {
    const opened = await createFakePath(4, 2).openCase(someCase)
    const planBatches: typeof opened.planBatches = (list) => opened.planBatches(list.slice(0, -1))
    expect(await comparePath({ ...opened, planBatches }, plain)).toMatchObject({
      largestDifference: Number.POSITIVE_INFINITY,
      worst: masks.at(-1),
    })
    const run: typeof opened.run = async (batch) => (await opened.run(batch)).slice(1)
    expect((await comparePath({ ...opened, run }, plain)).largestDifference).toBe(Number.POSITIVE_INFINITY)
  })
})

it('a mask without an answer is no yardstick', async () => {
  const path = createFakePath(4, 2)
  const whole = await runPlain(path, someCase, masks)
  expect([...whole.keys()]).toEqual(masks)
  const short: RunPath = {
    ...path,
    openCase: async () => {
      const opened = await path.openCase(someCase)
      return { ...opened, run: async (batch) => (await opened.run(batch)).slice(0, 1) }
    },
  }
  expect([...(await runPlain(short, someCase, masks)).keys()]).toEqual([masks[0], masks[2]])
})
