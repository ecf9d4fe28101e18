import { entry } from './entry'

export const fileErrors = {
  'file/not-found': entry<{ file: string }>(
    'input',
    (d) => `There is no file or folder ${d.file}.`,
    'Check the path in the table, and folder and suffix in the study.',
  ),
  'file/unreadable': entry<{ file: string; why: string }>(
    'environment',
    (d) => `${d.file} could not be read (${d.why}).`,
    'Check the permissions and the drive that holds it.',
  ),
  'file/too-large': entry<{ file: string; sizeBytes: number; limitBytes: number }>(
    'input',
    (d) => `${d.file} has ${d.sizeBytes} bytes; at most ${d.limitBytes} are read.`,
    'Is it the right file?',
  ),
  'file/refused': entry<{ file: string; why: string }>(
    'environment',
    (d) => `The operating system refused access to ${d.file} (${d.why}).`,
    'Check the path, its permissions and the space left; --home chooses another folder for runs, demo and settings.',
  ),
}
