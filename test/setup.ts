import { afterEach, beforeEach, expect, vi, type MockInstance } from 'vitest'

/** Unexpected console output fails a test: a warning nobody reads is a fault nobody mends. */
let spies: MockInstance[] = []

beforeEach(() => {
  spies = (['log', 'info', 'warn', 'error'] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation(() => undefined),
  )
})

afterEach(() => {
  const printed = spies.flatMap((spy) => spy.mock.calls.map((words) => words.map(String).join(' ')))
  for (const spy of spies) spy.mockRestore()
  expect(printed, 'unexpected console output').toEqual([])
})
