import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { AppError, describeError } from '@shared/errors'
import { adaptiveSettingsSchema, type RunOverrides, type RunSettings } from '@shared/study'
import type { Services } from '../../../services/services'
import { openServices, type CommandContext, type GlobalOptions } from '../command-context'
import { exitCodeOf } from '../exit-codes'
import { followRun } from '../follow-run'
import { toResultText } from '../result-text'
import { toLines } from '../terminal'

export interface RunOptions extends GlobalOptions {
  readonly output?: string
  readonly first?: number
  /** As given: a level, or several with commas between. */
  readonly split?: readonly string[]
  /** A tolerance, true for the one of the study or the default, false for all cases. */
  readonly adaptive?: number | boolean
  readonly minCases?: number
  readonly aggregation?: RunOverrides['aggregation']
  readonly path?: RunOverrides['path']
  readonly device?: RunOverrides['device']
  readonly batchSize?: number
  readonly threads?: number
  readonly workers?: RunOverrides['workers']
  readonly seed?: number
  readonly resamples?: number
}

/** Runs a study and shows its result. */
export async function run(path: string, options: RunOptions, context: CommandContext): Promise<void> {
  const home = options.output ?? options.home
  const services = openServices(home === undefined ? {} : { home }, context)
  const { studyId, study, splits, problems } = await services.studies.open({
    handle: services.files.grant(resolve(path)),
  })
  for (const problem of problems) context.terminal.say(toLines(problem))
  const fatal = problems.find((one) => describeError(one).kind !== 'notice')
  if (fatal !== undefined) {
    context.setExitCode(exitCodeOf(fatal))
    return
  }
  const levels = splits.map(({ name }) => name)
  const overrides = toOverrides(options, study.run, levels)
  if (options.resamples !== undefined) {
    context.terminal.say('--resamples has no effect: intervals of shares are no longer drawn.')
  }
  const started = await services.runs.start({ studyId, overrides })
  context.terminal.say(`Run ${started.run} in ${services.runs.folderOf(started.run).path}`)
  const heard = await followRun(services, started.run, context)
  const told = new Set([...problems.map((one) => describeError(one).sentence), ...(heard ?? [])])
  if (heard !== null) await printResult(services, started.run, options, context, told)
}

/** Goes on with a run that was cancelled, interrupted or failed. */
export async function resume(name: string, options: GlobalOptions, context: CommandContext): Promise<void> {
  const services = openServices(options, context)
  const found = await findRun(services, name)
  await services.runs.resume({ run: found })
  const heard = await followRun(services, found, context)
  if (heard !== null) await printResult(services, found, options, context, heard)
}

/** A run by its id, or by the path of its folder. */
export async function findRun(services: Services, name: string): Promise<string> {
  const isPath = /[\\/]/.test(name) || existsSync(resolve(name, 'run.json'))
  return isPath ? (await services.runs.adopt({ path: resolve(name) })).run : name
}

/** Prints the result of a run, as tables or as JSON. */
export async function printResult(
  services: Services,
  name: string,
  { json }: GlobalOptions,
  { terminal }: CommandContext,
  told: ReadonlySet<string> = new Set(),
): Promise<void> {
  const result = await services.runs.result({ run: name })
  terminal.print(json === true ? JSON.stringify(result) : toResultText(result, told))
}

function toOverrides(options: RunOptions, study: RunSettings, levels: readonly string[]): RunOverrides {
  const { first, split, aggregation, path, device, batchSize, threads, workers, seed, resamples } = options
  const isSelected = first !== undefined || split !== undefined
  const selection = {
    ...study.cases,
    ...(first === undefined ? {} : { first }),
    ...(split === undefined ? {} : { split: split.flatMap((words) => toLevels(words, levels)) }),
  }
  const given = {
    adaptive: toAdaptive(options, study),
    aggregation,
    path,
    device,
    batchSize,
    threads,
    workers,
    seed,
    resamples,
  }
  return { ...given, cases: isSelected ? selection : undefined }
}

/** A comma stands between levels, unless a level of the table has one itself or nothing stands beside it. */
function toLevels(words: string, levels: readonly string[]): string[] {
  const named = words
    .split(',')
    .map((level) => level.trim())
    .filter((level) => level !== '')
  return levels.includes(words) || named.length === 0 ? [words] : named
}

function toAdaptive({ adaptive, minCases }: RunOptions, study: RunSettings): RunOverrides['adaptive'] {
  if (minCases !== undefined && (adaptive === false || (adaptive === undefined && study.adaptive === null)))
    throw new AppError('run/lone-option', { option: '--min-cases', needed: '--adaptive' })
  if (adaptive === false) return null
  if (adaptive === undefined && minCases === undefined) return undefined
  return adaptiveSettingsSchema.parse({
    ...study.adaptive,
    ...(typeof adaptive === 'number' ? { tolerance: adaptive } : {}),
    ...(minCases === undefined ? {} : { minCases }),
  })
}
