import { expect, it } from 'vitest'
import { buildFuzzWorker, findUnreadFixtures, runFuzz } from './run-fuzz'

const count = Number(process.env['MODALENS_FUZZ'] ?? 10_000)
const gigabyte = 2 ** 30

it('every fixture is read before it is damaged', async () => {
  expect(await findUnreadFixtures(await buildFuzzWorker())).toEqual([])
})

it(`${count} damaged files are read or refused: no fault, no hang, no memory above 1 GB`, async () => {
  const figures = await runFuzz(await buildFuzzWorker(), { count, seed: 1 })
  const { tried, read, refused, slowestMs, largestMemoryBytes, faults } = figures
  process.stdout.write(
    `fuzz: ${tried} files, ${read} read, ${refused} refused, slowest ${Math.round(slowestMs)} ms, ` +
      `largest memory ${Math.round(largestMemoryBytes / 2 ** 20)} MiB\n`,
  )
  expect(faults).toEqual([])
  expect(read + refused).toBe(count)
  expect(largestMemoryBytes).toBeLessThan(gigabyte)
})
