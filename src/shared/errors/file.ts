import { entry } from './entry'
import { systemWords } from './system-error'

export const fileErrors = {
  'file/not-found': entry<{ file: string }>(
    'input',
    (d) => `There is no file or folder ${d.file}.`,
    'Check the path in the table, and folder and suffix in the study.',
  ),
  'file/unreadable': entry<{ file: string; why: string }>(
    'environment',
    (d) => `${d.file} could not be read (${systemWords(d.why)}).`,
    'Check the permissions and the drive that holds it.',
  ),
  'file/not-a-file': entry<{ file: string; what: string }>(
    'input',
    (d) => `${d.file} is ${d.what}, not a file whose end is known, and was not opened.`,
    'Name a file on a disk, or copy what it delivers into one.',
  ),
  'file/link-outside': entry<{ file: string }>(
    'input',
    (d) => `${d.file} is a link, or lies behind one, that leads out of the folders that may be looked into.`,
    'Copy the file into one of these folders, or name its folder with --root when modalens serve is started.',
  ),
  'file/too-large': entry<{ file: string; sizeBytes: number; limitBytes: number }>(
    'input',
    (d) => `${d.file} has ${d.sizeBytes} bytes; at most ${d.limitBytes} are read.`,
    'Is it the right file?',
  ),
  'file/output': entry<{ why: string }>(
    'environment',
    (d) => `The results could not be written where the output of this command goes (${systemWords(d.why)}).`,
    'Free some space there, or choose another place; what a run computed is kept.',
  ),
  'file/no-space': entry<{ folder: string; why: string }>(
    'environment',
    (d) =>
      `There is no space left on ${d.folder}${d.why === 'EDQUOT' ? ' (the quota of the user is used up)' : ''}.`,
    'Free some space there and try again (a run: resume it), or choose another place with -o or --home.',
  ),
  'file/refused': entry<{ file: string; why: string }>(
    'environment',
    (d) => `The operating system refused access to ${d.file} (${systemWords(d.why)}).`,
    'Check the path and its permissions; --home chooses another folder for runs, demo and settings.',
  ),
}
