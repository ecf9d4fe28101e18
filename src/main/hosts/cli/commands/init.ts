import { dirname, resolve } from 'node:path'
import { openServices, type CommandContext, type GlobalOptions } from '../command-context'
import { writeOutput } from '../../../store/write-output'

export interface InitOptions extends GlobalOptions {
  readonly data: string
  readonly output: string
  readonly force?: boolean
}

/** Drafts a study file from a look at the model and the table; what it guessed is marked in the file. */
export async function init(
  model: string,
  options: InitOptions,
  { terminal, programs }: CommandContext,
): Promise<void> {
  const output = resolve(options.output)
  const input = { modelPath: resolve(model), tablePath: resolve(options.data), folder: dirname(output) }
  const text = await openServices(options, { programs }).studies.draft(input)
  const written = await writeOutput(output, text, { overwrite: options.force === true })
  const guesses = text.split('\n').filter((line) => line.includes('# guessed')).length
  if (options.json === true) {
    terminal.print(JSON.stringify({ path: written, guesses, study: text }))
    return
  }
  terminal.say(`Wrote ${options.output}. ${guesses} lines are marked "# guessed": check them, then run`)
  terminal.say(`  modalens check ${options.output}`)
}
