import { entry } from './entry'

export const signalErrors = {
  'signal/unknown-format': entry<{ file: string; format: string }>(
    'input',
    (d) => `${d.file} is ${d.format}, which is no recording that ModaLens reads.`,
    'It reads NPY, CSV, WFDB (.hea with its .dat), EDF, EDF+ and DICOM waveforms.',
  ),
  'signal/unsupported': entry<{ file: string; format: string; what: string }>(
    'input',
    (d) => `${d.file}: ${d.format} with ${d.what} is not supported.`,
    'Save the recording as EDF, as WFDB of format 16, or as CSV with one column per lead.',
  ),
  'signal/no-lead': entry<{ file: string; lead: string; known: string }>(
    'input',
    (d) => `${d.file} has no lead ${d.lead}; its leads are ${d.known}.`,
    'Write the names of the leads as the file has them.',
  ),
  'signal/nameless': entry<{ file: string; leads: readonly string[] }>(
    'input',
    (d) => `${d.file} is an array, whose leads have no names; the study wants ${d.leads.join(', ')}.`,
    'Leave source.leads out and save the arrays with the leads that the model takes, in its order, or save recordings with names (EDF, WFDB, CSV).',
  ),
  'signal/lead-twice': entry<{ file: string; lead: string; count: number }>(
    'input',
    (d) => `${d.file} has ${d.count} leads of the name ${d.lead}; nothing says which is meant.`,
    'Rename them in the file, or take all leads.',
  ),
  'signal/different-rates': entry<{ file: string; rates: string }>(
    'input',
    (d) => `${d.file} has leads of different rates: ${d.rates}.`,
    'Name leads of one and the same rate in the study.',
  ),
  'signal/missing-samples': entry<{ file: string; lead: string; first: number; count: number }>(
    'input',
    (d) => `${d.file}: the lead ${d.lead} lacks ${d.count} samples; the first is sample ${d.first + 1}.`,
    'Fill the gap, cut the recording before it, or name other leads.',
  ),
  'signal/differs': entry<{ file: string; lead: string; what: string }>(
    'input',
    (d) =>
      `${d.file}: the samples of the lead ${d.lead} do not have the ${d.what} that the header announces.`,
    'Header and samples do not belong together, or one was damaged: copy both again.',
  ),
  'signal/pair-missing': entry<{ file: string; missing: string }>(
    'input',
    (d) => `${d.file} is half of a WFDB record; ${d.missing} is not beside it.`,
    'Put the .hea file and the files of samples that it names into one folder.',
  ),
  'signal/no-names': entry<{ file: string }>(
    'input',
    (d) => `${d.file}: its first row holds numbers, not the names of its leads.`,
    'Write a first row with one name per column.',
  ),
  'signal/no-columns': entry<{ file: string }>(
    'input',
    (d) => `${d.file} has no column of samples.`,
    'Write one column per lead, each under a name of its own.',
  ),
  'signal/not-number': entry<{ file: string; column: string; line: number }>(
    'input',
    (d) => `${d.file}, line ${d.line}: the column ${d.column} holds something that is not a number.`,
    'Name the columns that hold samples as leads, or correct the cell.',
  ),
  'signal/doubtful-decimals': entry<{ file: string; line: number }>(
    'input',
    (d) =>
      `${d.file}, line ${d.line}: a comma or point may be a decimal sign or one of thousands, or the file mixes both.`,
    'Write all samples with a decimal point and without signs of thousands.',
  ),
  'signal/time-uneven': entry<{ file: string; column: string }>(
    'notice',
    (d) =>
      `${d.file}: the times in the column ${d.column} do not lie at even distances, so the file gives no rate.`,
  ),
  'signal/time-unit': entry<{ file: string; column: string }>(
    'notice',
    (d) =>
      `${d.file}: the column ${d.column} does not name the unit of its times, so the file gives no rate.`,
  ),
  'signal/times-differ': entry<{ file: string; columns: readonly string[]; rates: string }>(
    'notice',
    (d) =>
      `${d.file}: the columns ${d.columns.join(' and ')} say ${d.rates} samples per second, so the file gives no rate.`,
  ),
  'signal/left-out': entry<{ file: string; columns: readonly string[] }>(
    'notice',
    (d) =>
      `${d.file}: taken for counts or times of the samples, not for leads: ${d.columns.join(', ')}. What is a lead nevertheless can be named in source.leads.`,
  ),
  'signal/cases-differ': entry<{
    modality: string
    what: string
    advice: string
    count: number
    total: number
    firstId: string
    firstHas: string
    exampleId: string
    exampleHas: string
  }>(
    'notice',
    (d) =>
      `${d.modality}: of the ${d.total} recordings that were read ${d.count} ${d.count === 1 ? 'differs' : 'differ'} from the first (case ${d.firstId}) in ${d.what}: case ${d.exampleId} has ${d.exampleHas}, the first ${d.firstHas}. The model takes them as they are; ${d.advice}.`,
  ),
  'signal/first-group': entry<{ file: string; count: number }>(
    'notice',
    (d) => `${d.file} holds ${d.count} groups of waveforms; the first is used.`,
  ),
}
