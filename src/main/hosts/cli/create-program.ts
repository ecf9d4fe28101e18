/** The commands with their options and help, as commander knows them. */
import { exportTables } from '@shared/export-tables'
import { Command, InvalidArgumentError, Option } from 'commander'
import {
  adaptiveSettingsSchema,
  aggregations,
  deviceNames,
  limitWords,
  runOverridesSchema,
  runPaths,
} from '@shared/study'
import { z } from 'zod'
import { modalensVersion } from '../../services/modalens-version'
import type { CommandContext } from './command-context'
import { check } from './commands/check'
import { demo } from './commands/demo'
import { exportFile } from './commands/export'
import { init } from './commands/init'
import { explain } from './commands/explain'
import { inspect } from './commands/inspect'
import { report } from './commands/report'
import { resume, run } from './commands/run'
import { scan } from './commands/scan'
import { serve } from './commands/serve'
import { show } from './commands/show'
import { helpExamples } from './help-examples'

const examples = `
First steps:
  modalens demo                                   a synthetic cohort, its result and report, in under a minute
  modalens inspect model.onnx                     inputs and outputs of a model
  modalens init model.onnx --data cases.csv       draft study.yaml; guesses are marked
  modalens check study.yaml                       study, data and model together; cost of a run
  modalens run study.yaml                         run; Ctrl+C stops after the batch, "resume" goes on
  modalens show RUN --case CASE                   strongest parts of one case
  modalens report RUN -o report.pdf               the report

RUN is the id that "modalens show" lists, or the path of a run folder.
Results go to stdout, words to stderr. Exit codes: 0 ok, 2 input, 3 environment, 4 some cases (would be) skipped, 70 bug, 130 cancelled.
Research use only. Not a medical device.`

/** Makes the program; every command gets the context. */
export function createProgram(context: CommandContext): Command {
  const program = new Command('modalens')
    .description(
      'Which modality does a multimodal medical model look at? Occlusion-based modality contribution, offline.',
    )
    .version(modalensVersion)
    .addHelpText('after', examples)
    .showHelpAfterError('(modalens --help explains the commands)')
    .configureOutput({
      writeOut: (words) => {
        context.terminal.print(words.trimEnd())
      },
      writeErr: (words) => {
        context.terminal.say(words.trimEnd())
      },
    })
    .exitOverride()
  const command = (usage: string, description: string): Command =>
    program
      .command(usage)
      .description(description)
      .option('--json', 'print one JSON document on stdout')
      .option(
        '--home <folder>',
        'folder for runs, demo and settings (default: MODALENS_HOME or the usual place)',
      )
      .addHelpText('after', helpExamples(usage.split(' ')[0] ?? usage))

  command('init <model.onnx>', 'draft a study file from a model and a table')
    .requiredOption('-d, --data <table>', 'CSV or TSV file, one row per case')
    .option('-o, --output <file>', 'study file to write', 'study.yaml')
    .option('-f, --force', 'overwrite it')
    .action((model: string, options: Parameters<typeof init>[1]) => init(model, options, context))
  command('check <study>', 'check study, data set and model, and say what a run would cost').action(
    (path: string, options: Parameters<typeof check>[1]) => check(path, options, context),
  )
  command('explain [name]', 'what may stand in a study file: kinds, steps, replacements, encodings').action(
    (name: string | undefined, options: Parameters<typeof explain>[1]) => {
      explain(name, options, context)
    },
  )
  command('inspect <model.onnx>', 'show inputs, outputs and operators of a model').action(
    (path: string, options: Parameters<typeof inspect>[1]) => inspect(path, options, context),
  )
  addRunOptions(command('run <study>', 'run a study and show its result')).action(
    (path: string, options: Parameters<typeof run>[1]) => run(path, options, context),
  )
  command('resume <run>', 'go on with a run that was cancelled, interrupted or failed').action(
    (name: string, options: Parameters<typeof resume>[1]) => resume(name, options, context),
  )
  command('show [run]', 'show a run as tables; without a run, list them')
    .option('-c, --case <id>', 'one case and its strongest parts')
    .action((name: string | undefined, options: Parameters<typeof show>[1]) => show(name, options, context))
  command('export <run>', 'write a run as CSV or JSON')
    .addOption(new Option('-f, --format <format>', 'file format').choices(['csv', 'json']).default('csv'))
    .addOption(
      new Option('-t, --table <table>', 'which table of a CSV')
        .choices(exportTables)
        .default('contributions'),
    )
    .option('-o, --output <file>', 'default: stdout')
    .action((name: string, options: Parameters<typeof exportFile>[1]) => exportFile(name, options, context))
  command('report <run>', 'write the PDF report of a run')
    .option('-o, --output <file>', 'default: RUN.pdf in this folder')
    .option('--words', 'print words of texts, which may name patients')
    .option('--file-names', 'print names of table, model and files in notices')
    .action((name: string, options: Parameters<typeof report>[1]) => report(name, options, context))
  command('scan [folder]', 'list patients, studies and series below a folder; without one, list the indexes')
    .option('--remove', 'remove the index of the folder; the folder stays as it is')
    .option('--identities', 'also print patient ids, and with --json names and dates')
    .action((path: string | undefined, options: Parameters<typeof scan>[1]) => scan(path, options, context))
  command('serve', 'start the application for a browser on this machine')
    .option('-p, --port <port>', 'default: any free one', within(portSchema))
    .option('-r, --root <folder...>', 'folders that may be looked into (default: home and this folder)')
    .option('--no-open', 'do not open the browser')
    .action((options: Parameters<typeof serve>[0]) => serve(options, context))
  command('demo', 'generate a synthetic cohort, run a model over it, and write the report')
    .option(
      '-m, --model <name>',
      'balanced, image-dominated, ignores-report, undecided, lesion, shortcut, ecg or all',
      'ignores-report',
    )
    .option('-o, --output <folder>', 'folder for the report (default: this folder)')
    .action((options: Parameters<typeof demo>[0]) => demo(options, context))
  return program
}

const settings = runOverridesSchema.shape
const selection = settings.cases.unwrap().shape
const portSchema = z.number().int().min(1).max(65_535)

function addRunOptions(command: Command): Command {
  return command
    .option('-o, --output <folder>', 'folder for the run: it becomes FOLDER/runs/RUN')
    .option('-n, --first <count>', 'only the first cases of the selection', within(selection.first.unwrap()))
    .option('-s, --split <level>', 'only cases of this split; several: a,b or the option again', collect)
    .option(
      '--adaptive [tolerance]',
      'random order, until every contribution is known to the tolerance (0.02)',
      within(adaptiveSettingsSchema.shape.tolerance.unwrap()),
    )
    .option('--no-adaptive', 'all cases, whatever the study says')
    .option(
      '--min-cases <count>',
      'cases that an adaptive run uses in any case',
      within(adaptiveSettingsSchema.shape.minCases.unwrap()),
    )
    .addOption(
      new Option('-a, --aggregation <name>', 'the leading figure').choices(
        aggregations.filter((name) => name !== 'per-class'),
      ),
    )
    .addOption(
      new Option('--path <path>', 'how masks get through the model; plain is the reference').choices([
        'auto',
        ...runPaths,
      ]),
    )
    .addOption(
      new Option(
        '--device <device>',
        'what computes; auto: the fastest here whose outputs are those of the CPU',
      ).choices(['auto', ...deviceNames]),
    )
    .option(
      '-b, --batch-size <count>',
      'masks per forward pass on the CPU',
      within(settings.batchSize.unwrap()),
    )
    .option('--threads <count>', 'default: all cores', within(settings.threads.unwrap().unwrap()))
    .option(
      '--workers <count>',
      'cases at once on the CPU, sharing the threads; default: as many as cores where that is faster',
      within(settings.workers.unwrap()),
    )
    .option(
      '--seed <number>',
      'for noise, donors and the order of an adaptive run',
      within(settings.seed.unwrap()),
    )
    .addOption(
      new Option('--resamples <count>', 'of no effect: intervals of shares are no longer drawn')
        .argParser(within(settings.resamples.unwrap()))
        .hideHelp(),
    )
}

/** Reads an option as the study file reads its key: the same limits, and the same words for them. */
function within<T>(schema: z.ZodType<T>): (text: string) => T {
  return (text) => {
    const isNumber = text.trim() !== '' && Number.isFinite(Number(text))
    if (isNumber && Number(text) > Number.MAX_SAFE_INTEGER)
      throw new InvalidArgumentError(`It must be at most ${Number.MAX_SAFE_INTEGER}.`)
    const { data } = schema.safeParse(isNumber ? Number(text) : text)
    if (data === undefined) throw new InvalidArgumentError(`It must be ${limitWords(schema)}.`)
    return data
  }
}

/** A level of its own each time that the option is given. */
function collect(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text]
}
