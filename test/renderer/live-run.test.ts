import type { RunEvent } from '@shared/run'
import { freshRun, takeEvent } from '@/run/live-run'
import { describe, expect, it } from 'vitest'

const at = (sequence: number) => ({ run: 'r', sequence })
const progress = {
  passesDone: 5,
  passesPlanned: 10,
  casesDone: 1,
  casesPlanned: 2,
  isUpperLimit: false,
  casesSkipped: 0,
  passesPerSecond: 3,
  secondsLeft: 2,
}

describe('the picture of a run that goes on', () => {
  const events: RunEvent[] = [
    { event: 'progress', ...at(0), progress },
    { event: 'case', ...at(1), caseId: 'a', contribution: { ct: 0.7, report: 0.3 } },
    { event: 'notice', ...at(2), notice: { code: 'run/no-difference', details: {} } },
    { event: 'finished', ...at(3), casesDone: 2, casesSkipped: 0 },
  ]

  it('takes every event in', () => {
    const now = events.reduce(takeEvent, freshRun)
    expect(now).toMatchObject({
      state: 'finished',
      progress,
      contribution: { ct: 0.7, report: 0.3 },
      next: 4,
    })
    expect(now.notices).toHaveLength(1)
  })

  it('is not changed by events that it has seen, as a new connection may send them again', () => {
    const now = events.reduce(takeEvent, freshRun)
    expect(events.reduce(takeEvent, now)).toEqual(now)
  })

  it('keeps the looks of an adaptive run, and where it will end', () => {
    const look = (cases: number) => ({
      cases,
      patients: cases,
      shares: [1],
      intervals: [[1, 1]] as [number, number][],
    })
    const looks: RunEvent[] = [
      { event: 'look', ...at(0), look: look(10), stopAfter: null },
      { event: 'look', ...at(1), look: look(20), stopAfter: 30 },
    ]
    const now = looks.reduce(takeEvent, freshRun)
    expect([now.looks.map(({ cases }) => cases), now.stopAfter]).toEqual([[10, 20], 30])
  })

  it('is nothing yet before the first event, and somebody else’s when another process works on it', () => {
    expect(freshRun.state).toBe('opening')
    const stored = { casesDone: 3, casesSkipped: 1, casesPlanned: 9 }
    const now = takeEvent(freshRun, { event: 'stored', ...at(0), ...stored, isRunning: true })
    expect(now).toMatchObject({ state: 'elsewhere', stored })
  })

  it.each([
    [
      'interrupted',
      { event: 'failed', ...at(0), error: { code: 'run/process-ended', details: { why: 'x' } } },
    ],
    ['cancelled', { event: 'cancelled', ...at(0) }],
    [
      'failed',
      { event: 'failed', ...at(0), error: { code: 'engine/stopped', details: { why: 'signal SIGKILL' } } },
    ],
  ] satisfies [string, RunEvent][])('ends as %s', (state, event) => {
    expect(takeEvent(freshRun, event).state).toBe(state)
  })
})
