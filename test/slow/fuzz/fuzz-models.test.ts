import { expect, it } from 'vitest'
import { buildFuzzWorker, findUnreadFixtures, runFuzz } from './run-fuzz'

const count = Number(process.env['MODALENS_FUZZ_MODELS'] ?? 2000)
const seed = Number(process.env['MODALENS_SEED'] ?? 1)

it('every study is checked before its model is damaged', async () => {
  expect(await findUnreadFixtures(await buildFuzzWorker('model-worker'))).toEqual([])
})

it(`${count} mutated models are checked or refused by name (seed ${seed}): no unnamed error, no hang`, async () => {
  const worker = await buildFuzzWorker('model-worker')
  const figures = await runFuzz(worker, { count, seed, mayCrash: true, patienceMs: 60_000 })
  const { tried, read, refused, crashed, slowestMs, codes, faults } = figures
  const often = [...codes].toSorted((a, b) => b[1] - a[1]).map(([code, times]) => `${code} ${times}`)
  process.stdout.write(
    `mutated models, seed ${seed}: ${tried} tried, ${refused} refused with a named error, ${read} accepted, ` +
      `${crashed} crashed in the child, ${faults.length} faults, slowest ${Math.round(slowestMs)} ms\n${often.join(', ')}\n`,
  )
  for (const fault of faults.slice(0, 10))
    process.stdout.write(`${fault.name} ${fault.seed}: ${fault.words}\n`)
  expect(faults).toEqual([])
  expect(read + refused + crashed).toBe(count)
})
