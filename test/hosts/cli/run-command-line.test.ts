import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommandLine } from '../../../src/main/hosts/cli/run-command-line'
import { createProgressBar, toDuration } from '../../../src/main/hosts/cli/progress-bar'
import { toTable } from '../../../src/main/hosts/cli/table'
import { recordTerminal } from '../../fixtures/builders/record-terminal'
import { studyText } from '../../fixtures/builders/study-text'

describe('the command line', () => {
  let home: string
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'modalens-words-'))
    writeFileSync(
      join(home, 'wrong.yaml'),
      studyText({ head: 'modalens: 1\nname: Small\nmodel: model.onnx\ndescripton: typo' }),
    )
  })
  afterAll(() => {
    rmSync(home, { recursive: true, force: true })
  })
  const run = async (...words: string[]): Promise<{ code: number; said: string; printed: string }> => {
    const terminal = recordTerminal()
    const code = await runCommandLine(words, { terminal, programs: '', signal: new AbortController().signal })
    return { code, said: terminal.said.join('\n'), printed: terminal.printed.join('\n') }
  }

  it('explains what may stand in a study file', async () => {
    const all = await run('explain')
    expect(all.printed).toMatch(/^Kinds of modality\n(.*\n)*signal +a recording over time/)
    const one = await run('explain', 'reslice')
    expect(one.printed).toMatch(/^reslice, step \(volume\): put a volume on a grid in patient space/)
    expect(one.printed).toMatch(/\nspacingMm +list of number +needed +\[z, y, x\] in mm/)
    const slip = await run('explain', 'resclice')
    expect([slip.code, slip.said]).toEqual([2, expect.stringContaining('did you mean reslice?')])
  })

  it.each([
    ['an unknown command', ['rum', 'x'], "unknown command 'rum'"],
    ['an unknown option', ['run', 'x.yaml', '--bach-size', '3'], 'Did you mean --batch-size?'],
    ['a number that is none', ['run', 'x.yaml', '--batch-size', 'many'], 'a whole number from 1 to 1024'],
    ['zero where a count is meant', ['run', 'x.yaml', '--first', '0'], 'a whole number from 1.'],
    ['too large a batch', ['run', 'x.yaml', '--batch-size', '5000000'], 'a whole number from 1 to 1024.'],
    ['a part of a batch', ['run', 'x.yaml', '--batch-size', '1.5'], 'a whole number from 1 to 1024.'],
    ['too few resamples', ['run', 'x.yaml', '--resamples', '50'], 'a whole number from 100 to 100000.'],
    ['no threads', ['run', 'x.yaml', '--threads', '0'], 'a whole number from 1 to 1024.'],
    ['workers that are none', ['run', 'x.yaml', '--workers', '-1'], 'auto or a whole number from 1 to 1024.'],
    ['a seed below 0', ['run', 'x.yaml', '--seed', '-3'], 'a whole number from 0.'],
    ['a seed that is not a number', ['run', 'x.yaml', '--seed', 'NaN'], 'a whole number from 0.'],
    ['a seed beyond the whole numbers', ['run', 'x.yaml', '--seed', '1e300'], 'at most 9007199254740991.'],
    ['an empty seed', ['run', 'x.yaml', '--seed', ''], 'a whole number from 0.'],
    ['no cases', ['run', 'x.yaml', '--min-cases', '0'], 'a whole number from 1.'],
    ['a tolerance that is none', ['run', 'x.yaml', '--adaptive', '2'], 'a number from 0.001 to 0.5.'],
    ['a port that is none', ['serve', '--port', '70000'], 'a whole number from 1 to 65535.'],
    ['an aggregation that is none', ['run', 'x.yaml', '-a', 'best'], 'Allowed choices are pooled'],
    ['a missing argument', ['check'], "missing required argument 'study'"],
  ])('refuses %s with a sentence and exit code 2', async (_what, words, sentence) => {
    const { code, said } = await run(...words)
    expect(code).toBe(2)
    expect(said).toContain(sentence)
  })

  it.each([
    ['a study that is not there', ['check', 'none.yaml'], 'none.yaml cannot be read'],
    ['a run that is not there', ['show', 'nothing'], 'There is no run nothing'],
    ['a model that is not there', ['inspect', 'none.onnx'], 'none.onnx cannot be read'],
    ['a demo that is not there', ['demo', '--model', 'x'], 'There is no demo x'],
  ])('says %s and exits with 2', async (_what, words, sentence) => {
    const { code, said } = await run(...words, '--home', home)
    expect(code).toBe(2)
    expect(said).toContain(sentence)
  })

  it('names line and key of a wrong study file', async () => {
    const { code, said } = await run('check', join(home, 'wrong.yaml'), '--home', home)
    expect(code).toBe(2)
    expect(said).toContain('wrong.yaml, line 4')
    expect(said).toContain('did you mean description')
  })

  it('teaches with examples in its help', async () => {
    const { code, printed } = await run('--help')
    expect(code).toBe(0)
    expect(printed).toContain('modalens init model.onnx --data cases.csv')
    expect(printed).toContain('Exit codes: 0 ok')
  })
})

describe('the help of every command', () => {
  const commands = ['init', 'check', 'inspect', 'run', 'resume', 'show', 'export', 'report', 'serve', 'demo']

  it.each(commands)('%s --help ends with an example of it', async (command) => {
    const terminal = recordTerminal()
    const { signal } = new AbortController()
    expect(await runCommandLine([command, '--help'], { terminal, programs: '', signal })).toBe(0)
    expect(terminal.printed.join('\n').split('Examples:')[1]).toContain(`modalens ${command}`)
  })
})

describe('progress', () => {
  const progress = {
    passesDone: 55,
    passesPlanned: 100,
    casesDone: 5,
    casesPlanned: 10,
    isUpperLimit: false,
    casesSkipped: 1,
    passesPerSecond: 20,
    secondsLeft: 75,
  }

  it('is one line drawn again on a live terminal', () => {
    const terminal = recordTerminal(true)
    createProgressBar(terminal).show(progress)
    expect(terminal.drawn.join('')).toContain('55 %, 5 of 10 cases, 1 skipped, 20 passes/s, 1 min 15 s left')
    expect(terminal.said).toEqual([])
  })

  it('is a plain line at every tenth elsewhere', () => {
    const terminal = recordTerminal()
    const bar = createProgressBar(terminal)
    for (const passesDone of [50, 51, 59, 60]) bar.show({ ...progress, passesDone })
    expect(terminal.said.map((line) => line.split(',')[0])).toEqual(['50 %', '60 %'])
  })

  it('writes durations as people say them', () => {
    expect([0.2, 59, 60, 3700].map(toDuration)).toEqual(['1 s', '59 s', '1 min 0 s', '1 h 1 min'])
  })
})

it('lays out tables with text left and numbers right', () => {
  expect(
    toTable(
      ['name', 'm'],
      [
        ['image', '0.5'],
        ['ct', '10.25'],
      ],
    ),
  ).toBe('name       m\n-----  -----\nimage    0.5\nct     10.25')
})
