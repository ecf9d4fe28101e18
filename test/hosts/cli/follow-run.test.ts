import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RunEvent } from '@shared/run'
import { exitCodes } from '../../../src/main/hosts/cli/exit-codes'
import { followRun } from '../../../src/main/hosts/cli/follow-run'
import type { Terminal } from '../../../src/main/hosts/cli/terminal'
import { homeFolder } from '../../../src/main/hosts/home-folder'
import { createServices } from '../../../src/main/services/services'
import { runFolderAt } from '../../../src/main/store/run-folder'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const folders = useTemporaryFolders()
const run = '20260105-101500-lung'

async function* eventsOf(events: readonly RunEvent[]): AsyncGenerator<RunEvent, void> {
  for (const event of events) yield await Promise.resolve(event)
}

/** Services of which only the runs that are followed here answer otherwise. */
function fakeServices(events: readonly RunEvent[], folder: string) {
  const services = createServices({
    home: folders({}),
    clock: () => new Date(0),
    launchRun: () => {
      throw new Error('no run is launched here')
    },
    roots: [],
  })
  let cancelled = 0
  return {
    services: {
      ...services,
      runs: {
        ...services.runs,
        folderOf: () => runFolderAt(folder),
        cancel: () => {
          cancelled += 1
          return Promise.resolve({})
        },
        events: () => Promise.resolve(eventsOf(events)),
      },
    },
    countCancelled: () => cancelled,
  }
}

async function follow(
  last: RunEvent | readonly RunEvent[],
  { folder = join(homeFolder(), 'runs', run), signal = AbortSignal.any([]) } = {},
) {
  const said: string[] = []
  let code: number = exitCodes.ok
  const { services, countCancelled } = fakeServices([last].flat(), folder)
  const terminal: Terminal = {
    print: () => undefined,
    printAll: () => Promise.resolve(),
    say: (words) => said.push(words),
    isLive: false,
    stderr: process.stderr,
  }
  const heard = await followRun(services, run, {
    terminal,
    programs: '',
    signal,
    setExitCode: (given) => {
      code = given
    },
  })
  return { finished: heard !== null, code, said: said.join('\n'), cancelled: countCancelled() }
}

describe('following a run', () => {
  it('cancels a run that was interrupted before anybody listened', async () => {
    const { cancelled, code, finished } = await follow(
      { event: 'cancelled', run, sequence: 1 },
      { signal: AbortSignal.abort() },
    )
    expect({ cancelled, code, finished }).toEqual({
      cancelled: 1,
      code: exitCodes.cancelled,
      finished: false,
    })
  })

  it('names the run by its id where resume finds it', async () => {
    const { said } = await follow({ event: 'cancelled', run, sequence: 1 })
    expect(said).toContain(`modalens resume ${run}`)
  })

  it('names the folder, quoted, of a run that lies elsewhere', async () => {
    const folder = join(folders({}), 'my results', 'runs', run)
    const { said } = await follow({ event: 'cancelled', run, sequence: 1 }, { folder })
    expect(said).toContain(`modalens resume ${JSON.stringify(folder)}`)
  })

  it.each([
    [0, exitCodes.ok],
    [2, exitCodes.partlyDone],
  ])('ends a run that skipped %i cases with %i', async (casesSkipped, expected) => {
    const { code, finished, cancelled } = await follow({
      event: 'finished',
      run,
      sequence: 1,
      casesDone: 5,
      casesSkipped,
    })
    expect({ code, finished, cancelled }).toEqual({ code: expected, finished: true, cancelled: 0 })
  })

  it('says why a run failed and ends with the code of its error', async () => {
    const { code, said } = await follow({
      event: 'failed',
      run,
      sequence: 1,
      error: { code: 'run/all-failed', details: { caseCount: 3 } },
    })
    expect(code).toBe(exitCodes.input)
    expect(said).toContain('All 3 cases failed')
  })

  it('says no notice twice, and counts the cases that a notice holds for too', async () => {
    const encoding = (sequence: number, caseId: string): RunEvent => ({
      ...{ event: 'notice', run, sequence },
      notice: {
        ...{ code: 'text/encoding', details: { file: `${caseId}.txt`, encoding: 'Windows-1252' } },
        ...{ caseId, modality: 'report' },
      },
    })
    const noResponse = (sequence: number): RunEvent => ({
      ...{ event: 'notice', run, sequence },
      notice: { code: 'run/no-difference', details: {} },
    })
    const { said } = await follow([
      ...[noResponse(0), noResponse(1), encoding(2, '1'), encoding(3, '2'), encoding(4, '3')],
      { event: 'finished', run, sequence: 5, casesDone: 3, casesSkipped: 0 },
    ])
    expect(said.split('\n')).toEqual([
      'No mask changed any output of the model: it does not respond to its inputs.',
      'Case 1: 1.txt does not say how its letters are encoded; it was read as Windows-1252.',
      'The same as of case 1, report, holds for 2 more: 2, 3.',
    ])
  })
})
