import { entry, times } from './entry'

const badRecordWords = (key: string | null) => {
  if (key === null) return 'is damaged: it is no JSON'
  if (key === 'checksum') return 'is damaged or was changed: its checksum does not fit what it says'
  return `is damaged or was changed: ${key === '' ? 'it' : key} does not fit the format`
}

/** What is wrong with the files of a run, and with those that it was computed from. */
export const runFolderErrors = {
  'run/bad-record': entry<{ run: string; file: string; key: string | null }>(
    'input',
    (d) => `The run ${d.run} cannot be read: its ${d.file} ${badRecordWords(d.key)}.`,
    (d) =>
      d.file === 'result.json'
        ? 'Resume the run: it is made again from the outputs.'
        : 'Put it back from a copy, or start a new run.',
  ),
  'run/missing-file': entry<{ run: string; file: string }>(
    'input',
    (d) => `The run ${d.run} cannot be used: its ${d.file} is missing.`,
    'Put it back from a copy, or start a new run.',
  ),
  'run/duplicate-record': entry<{ run: string; file: string; caseId: string }>(
    'input',
    (d) =>
      `The run ${d.run} cannot be read: its ${d.file} has the case ${d.caseId} twice, so two programs wrote it at once, or it was put together from copies.`,
    'Put it back from a copy, or start a new run.',
  ),
  'run/foreign-record': entry<{ run: string; file: string; caseId: string }>(
    'input',
    (d) =>
      `The run ${d.run} cannot be read: its ${d.file} has a case ${d.caseId}, which the run does not have; it is of another run.`,
    'Put the right file back from a copy, or start a new run.',
  ),
  'run/damaged': entry<{ file: string; place: string }>(
    'notice',
    (d) => `${d.file}, ${d.place}: the record is damaged and was dropped; its case is computed again.`,
  ),
  'run/lost-records': entry<{ file: string; places: readonly string[]; count: number }>(
    'notice',
    (d) =>
      `${d.file} is damaged at ${d.count} ${d.count === 1 ? 'place' : 'places'} (${d.places.join(', ')}${d.count > d.places.length ? ', ...' : ''}); the cases there are not in the figures.`,
    'Resume the run: these cases are computed again.',
  ),
  'run/derived-again': entry<{ file: string; key: string | null }>(
    'notice',
    (d) =>
      `${d.file} ${badRecordWords(d.key)}; ${d.file === 'path.json' ? 'which path the run took is not known' : 'the figures were derived again from the outputs'}.`,
  ),
  'run/cohort-again': entry<{ file: string; key: string | null }>(
    'notice',
    (d) => `${d.file} ${badRecordWords(d.key)}; what it says of the cohort was computed again.`,
  ),
  'run/export-too-large': entry<{ run: string; limitBytes: number }>(
    'input',
    (d) =>
      `This export of the run ${d.run} is larger than a page can take (${Math.round(d.limitBytes / 2 ** 20)} MB).`,
    'Write it on the command line: "modalens export RUN -t parts -o parts.csv".',
  ),
  'run/other-size': entry<{
    caseId: string
    modality: string
    got: readonly number[]
    wanted: readonly number[]
  }>(
    'input',
    (d) =>
      `Case ${d.caseId}: what ${d.modality} is read from was changed since the run; it makes ${times(d.got)} values now, and ${times(d.wanted)} in the run.`,
    'Put the file of the run back in its place.',
  ),
  'run/files-changed': entry(
    'notice',
    () =>
      'Files of the data set were changed since the run (names or sizes): maps are drawn over what they hold now.',
  ),
}
