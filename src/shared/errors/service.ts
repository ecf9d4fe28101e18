import { entry } from './entry'
import { systemWords } from './system-error'

/** What the services say of their arguments. */
export const serviceErrors = {
  'file/unknown-handle': entry<{ handle: string }>(
    'input',
    (d) => `The file handle ${d.handle} is not known (any more).`,
    'Choose the file again.',
  ),
  'file/outside-roots': entry<{ file: string }>(
    'input',
    (d) => `${d.file} lies outside the folders that may be looked into.`,
    'Copy the file into one of these folders, or name its folder with --root when modalens serve is started.',
  ),
  'file/no-folder': entry<{ file: string }>(
    'input',
    (d) => `The folder ${d.file} cannot be read.`,
    'Check its rights.',
  ),
  'study/not-open': entry<{ study: string }>(
    'input',
    (d) => `The study ${d.study} is not open (any more).`,
    'Open it again.',
  ),
  'study/changed': entry<{ file: string }>(
    'input',
    (d) => `${d.file}, a table or the model of it changed since this page opened it.`,
    'Open it again.',
  ),
  'study/no-such-case': entry<{ caseId: string; modality: string }>(
    'input',
    (d) => `The study has no case ${d.caseId} with a modality ${d.modality}.`,
  ),
  'study/no-case': entry<{ caseId: string }>('input', (d) => `The study has no case ${d.caseId}.`),
  'study/modality-absent': entry<{ caseId: string; modality: string; given: string }>(
    'input',
    (d) =>
      `Case ${d.caseId} has no ${d.modality}; the model is given ${d.given === 'zeros' ? 'zeros' : 'the replacement value'} in its place, so there is nothing to show.`,
    'It contributes 0 in this case.',
  ),
  'study/no-such-slice': entry<{ index: number; count: number }>(
    'input',
    (d) => `There is no slice ${d.index}: the slices are 0 to ${d.count - 1}.`,
  ),
  'study/not-a-picture': entry<{ modality: string }>(
    'input',
    (d) => `The modality ${d.modality} has no pixels to show.`,
  ),
  'file/exists': entry<{ file: string }>(
    'input',
    (d) => `${d.file} is there already.`,
    'Choose another name with -o, or overwrite it with --force.',
  ),
  'file/unwritable': entry<{ file: string; why: string }>(
    'environment',
    (d) => `${d.file} cannot be written (${systemWords(d.why)}).`,
    'Check the folder and its rights, or choose another place with -o.',
  ),
}
