import { writeFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { AppError } from '@shared/errors'
import { openServices, type CommandContext, type GlobalOptions } from '../command-context'

export interface InitOptions extends GlobalOptions {
  readonly data: string
  readonly output: string
  readonly force?: boolean
}

/** Drafts a study file from a look at the model and the table; what it guessed is marked in the file. */
export async function init(model: string, options: InitOptions, { terminal }: CommandContext): Promise<void> {
  const output = resolve(options.output)
  const input = { modelPath: resolve(model), tablePath: resolve(options.data), folder: dirname(output) }
  const text = await openServices(options).studies.draft(input)
  if (options.json === true) {
    terminal.print(JSON.stringify({ study: text }))
    return
  }
  await writeFile(output, text, { flag: options.force === true ? 'w' : 'wx' }).catch((cause: unknown) => {
    throw new AppError('file/exists', { file: basename(output) }, { cause })
  })
  const guesses = text.split('\n').filter((line) => line.includes('# guessed')).length
  terminal.say(`Wrote ${options.output}. ${guesses} lines are marked "# guessed": check them, then run`)
  terminal.say(`  modalens check ${options.output}`)
}
