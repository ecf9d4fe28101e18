import { entry } from './entry'

type Refused = Readonly<{
  count: number
  total: number
  isOfFirst: boolean
  isFirstCause: boolean
  caseIds: readonly string[]
  first: string
  advice: string
}>

/** 12 of 300 cases (17, 18, 23, ...); files are read of the first cases only. */
const casesOf = ({ count, total, isOfFirst, caseIds }: Refused) =>
  `${count} of the ${isOfFirst ? 'first ' : ''}${total} cases (${caseIds.join(', ')}${count > caseIds.length ? ', ...' : ''})`

/** What is known of the end of a run that nobody cancelled; unknown where no process was left to say it. */
export type Interruption = 'unknown' | 'host-ended' | 'engine-ended'

const interruptionWords = (cause: Interruption): string => {
  if (cause === 'host-ended') return 'ModaLens was ended while the run went on'
  if (cause === 'engine-ended') return 'the engine process, which had started it, ended'
  return 'its process was killed, or the machine went off'
}

/** How Linux and macOS end a process that takes too much memory, and how a failed allocation ends one itself. */
const isOftenMemory = (why: string): boolean => /\bSIG(KILL|ABRT|TRAP)\b|\bexit code (134|137)\b/.test(why)

export const runErrors = {
  'run/not-found': entry<{ run: string }>(
    'input',
    (d) => `There is no run ${d.run}.`,
    'List the runs with "modalens show" or open the Runs page.',
  ),
  'run/cancelled': entry(
    'cancelled',
    () => 'The run was cancelled.',
    'Resume it when you like: finished cases are kept.',
  ),
  'run/bad-setting': entry<{ key: string; expected: string }>(
    'input',
    (d) => `The setting ${d.key} of the run cannot be used: expected ${d.expected}.`,
    'docs/study-format.md explains every key of run.',
  ),
  'run/lone-option': entry<{ option: string; needed: string }>(
    'input',
    (d) => `${d.option} has no meaning without ${d.needed}.`,
    (d) => `Add ${d.needed}, or set it in the study.`,
  ),
  'run/unknown-split': entry<{ levels: readonly string[]; column: string }>(
    'input',
    (d) => `run.cases.split names what no case has in the column ${d.column}: ${d.levels.join(', ')}.`,
    'Check the levels against the column of the table.',
  ),
  'run/no-split': entry<{ levels: readonly string[] }>(
    'input',
    (d) => `run.cases.split asks for ${d.levels.join(', ')}, but the study names no column of splits.`,
    'Name the column as dataset.split in the study, or leave the split out.',
  ),
  'run/no-rows': entry<{ file: string }>(
    'input',
    (d) => `${d.file} has a header and no case below it.`,
    'Check that it is the right table (and the right sheet of a workbook).',
  ),
  'run/no-cases': entry<{ selection: string; column: string | null }>(
    'input',
    (d) => `No case is left after the selection ${d.selection}.`,
    (d) => `Widen run.cases in the study${d.column === null ? '' : `, or check the column ${d.column}`}.`,
  ),
  'run/all-failed': entry<{ caseCount: number }>(
    'input',
    (d) => `All ${d.caseCount} cases failed; what was said of each says why.`,
    'Mend the first case, then look with "modalens check".',
  ),
  'run/none-readable': entry<{ modality: string; caseId: string | null; first: string | null }>(
    'input',
    (d) =>
      `matchParts sizes the parts of ${d.modality} by a case, and ${d.first === null ? 'no selected case has it.' : `none can be read; the first (${d.caseId ?? ''}) for this reason: ${d.first}`}`,
    'Mend the first case, then look with "modalens check"; or give a size of the parts.',
  ),
  'run/would-fail': entry<Refused>(
    'input',
    (d) =>
      `${d.isFirstCause ? 'No case can be run. ' : ''}${casesOf(d)} cannot, the first for this reason: ${d.first}`,
    (d) => d.advice,
  ),
  'run/would-skip': entry<Refused>(
    'notice',
    (d) => `${casesOf(d)} would be skipped, the first for this reason: ${d.first}`,
    (d) => d.advice,
  ),
  'run/no-difference': entry(
    'notice',
    () => 'No mask changed any output of the model: it does not respond to its inputs.',
    'Check the preprocessing and that the model is the trained one.',
  ),
  'run/busy': entry<{ run: string }>(
    'input',
    (d) => `The run ${d.run} is being executed by another process.`,
    'Wait for it to end, or cancel it there.',
  ),
  'run/bad-lock': entry<{ run: string }>(
    'input',
    (d) =>
      `What is called lock in the folder of the run ${d.run} is no file of ModaLens: a link, a folder or a pipe.`,
    'Delete it and try again; nothing was written.',
  ),
  'run/busy-elsewhere': entry<{ run: string; host: string; silentMinutes: number }>(
    'input',
    (d) => `The run ${d.run} is being executed on another machine, ${d.host}.`,
    (d) =>
      `Wait for it to end, or cancel it there. A machine that was switched off is believed to be gone after ${d.silentMinutes} minutes.`,
  ),
  'run/no-workers': entry<{ run: string; count: number }>(
    'environment',
    (d) =>
      `The run ${d.run} was begun with ${d.count} cases at once, and now they cannot be had; computed in another way, the rest would not fit together with what is done.`,
    'Free some memory and resume it, or start a new run with workers: 1.',
  ),
  'run/changed': entry<{ what: string }>(
    'input',
    (d) => `The ${d.what} changed since this run was started, so its parts would not fit together.`,
    'Start a new run, or put the old file back.',
  ),
  'run/other-version': entry<{ run: string; found: number; known: number }>(
    'input',
    (d) =>
      `The run ${d.run} was written in format ${d.found}; this version of ModaLens reads up to ${d.known}.`,
    'Use the version that wrote it, or a newer one.',
  ),
  'run/not-finite': entry<{ caseId: string; modality: string; part: string }>(
    'input',
    (d) =>
      `Case ${d.caseId}: the model returned a value that is not finite with ${d.modality} part ${d.part} masked.`,
    'Check the replacement value and the range of the input.',
  ),
  'run/not-finite-original': entry<{ caseId: string }>(
    'input',
    (d) => `Case ${d.caseId}: the model returned a value that is not finite for the untouched case.`,
    'Check the preprocessing of this case.',
  ),
  'run/case-skipped': entry<{ caseId: string; reason: string }>(
    'notice',
    (d) => `Case ${d.caseId} was skipped: ${d.reason}`,
    'Mend its files or leave it out; every figure states how many cases it rests on.',
  ),
  'run/inert-parts': entry<{ modality: string; percent: number }>(
    'notice',
    (d) =>
      `${d.percent} % of the parts of ${d.modality} have nothing to mask: they already equal the replacement value.`,
    'Compare part-mean and whole, or choose another replacement.',
  ),
  'run/few-patients': entry<{ patients: number; effective: number }>(
    'notice',
    (d) =>
      `The intervals are approximate: the run has ${d.patients} patients, and they rest on about ${d.effective}.`,
    'Take more patients: 20 of about equal weight suffice for the interval of a share.',
  ),
  'run/no-interval': entry<{ modalities: readonly string[]; patients: number; why: string }>(
    'notice',
    (d) => `No interval of ${d.modalities.join(', ')} over ${d.patients} patients: ${d.why}.`,
    'Take more patients, and look for duplicates among the cases where patients do not differ.',
  ),
  'run/absent-modality': entry<{ modality: string; count: number; caseCount: number }>(
    'notice',
    (d) =>
      `${d.count} of ${d.caseCount} cases do not have ${d.modality}; what the study says under absent was fed in its place, and in these cases it contributes 0.`,
    'Its contribution over all cases is smaller for that; select the cases that have it to know more.',
  ),
  'run/joint-nowhere': entry<{ name: string }>(
    'notice',
    (d) => `No case has all parts of the set ${d.name}; nothing is known of it.`,
    'Parts are named as the results name them: attributes and labels by their name, words as they stand, patches by their corner (0 16).',
  ),
  'run/never-there': entry<{ caseId: string; modality: string }>(
    'input',
    (d) =>
      `Case ${d.caseId} does not have ${d.modality}, and no selected case has it to take the shape from.`,
    'Select cases that have it, or leave the modality out of the study.',
  ),
  'run/fixed-batch': entry<{ model: string; batch: number }>(
    'notice',
    (d) => `${d.model} was exported with a fixed batch of ${d.batch}, so every mask is a run of its own.`,
    'Export the model with a dynamic batch axis to make runs faster.',
  ),
  'run/interrupted': entry<{ run: string; cause: Interruption }>(
    'environment',
    (d) => `The run ${d.run} was interrupted: ${interruptionWords(d.cause)}.`,
    'Resume it: finished cases are kept.',
  ),
  'run/folder-gone': entry<{ run: string }>(
    'environment',
    (d) => `The folder of the run ${d.run} was removed, moved or replaced while the run went on.`,
    'Nothing more can be kept, so the run stopped. If it was moved, resume it at its new place; else start a new run.',
  ),
  'run/no-such-case': entry<{ run: string; caseId: string }>(
    'input',
    (d) => `The run ${d.run} has no outputs of case ${d.caseId}.`,
    'It was not selected, was skipped, is not done yet, or its record is damaged.',
  ),
  'run/no-such-part': entry<{ modality: string; part: number; count: number }>(
    'input',
    (d) => `${d.modality} has no part ${d.part}: its parts are 0 to ${d.count - 1}.`,
  ),
  'run/unknown-cases': entry<{ ids: readonly string[]; count: number }>(
    'input',
    (d) => `run.cases.ids names ${d.count} case(s) that the table does not have: ${d.ids.join(', ')}.`,
    'Check the ids against the id column of the table.',
  ),
  'run/process-ended': entry<{ why: string }>(
    'environment',
    (d) => `The process that runs the model ended by itself (${d.why}).`,
    (d) =>
      isOftenMemory(d.why)
        ? 'What is done is kept: a run can be resumed. So a system ends a process that takes too much memory: close other programs, or run it with workers: 1 and a smaller batch.'
        : 'What is done is kept: a run can be resumed. If it happens again, try a smaller batch, or another version of the model.',
  ),
  'run/worker-ended': entry<{ why: string }>(
    'environment',
    (d) => `A part of the run that computes cases ended by itself: ${d.why}.`,
    'What is done is kept: resume the run. If it happens again, run it with workers: 1, which takes less memory.',
  ),
}
