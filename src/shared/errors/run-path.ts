/** What the comparison of a path with the plain one says. */
import { entry } from './entry'

export const runPathErrors = {
  'run/path-differs': entry<{
    path: string
    /** Null when a value is not finite. */
    difference: number | null
    tolerance: number
    modality: string
    node: string | null
  }>(
    'notice',
    (d) =>
      `The ${d.path} path ${differs(d)} (${d.modality} masked; allowed: ${d.tolerance}), so it is not used.${d.node === null ? '' : ` It begins at ${d.node}.`}`,
    (d) =>
      d.path === 'batched'
        ? 'Masks that share a forward pass change each other in this model, so every mask gets a pass of its own.'
        : 'The run takes a path that gives the outputs of the plain one, or the plain one itself. Please report the model architecture.',
  ),
  'run/path-differs-later': entry<{
    path: string
    caseId: string
    difference: number | null
    tolerance: number
    modality: string
  }>(
    'notice',
    (d) =>
      `Compared again at case ${d.caseId}, the ${d.path} path ${differs(d)} (${d.modality} masked; allowed: ${d.tolerance}): all cases were computed anew on the plain path.`,
    'The figures are those of the plain path. Please report the model architecture.',
  ),
  'run/path-not-compared': entry<{ path: string; cases: number }>(
    'notice',
    (d) =>
      `The ${d.path} path cannot be compared with the plain one: no mask of ${d.cases === 1 ? 'the case that was looked at' : `${d.cases} cases that were looked at`} moved an output clearly.`,
    'Every mask gets a forward pass of its own.',
  ),
  'run/modality-not-compared': entry<{ path: string; modality: string; cases: number }>(
    'notice',
    (d) =>
      `No mask of ${d.modality} that was looked at (in ${d.cases === 1 ? 'one case' : `${d.cases} cases`}) moved an output clearly, so nothing shows that the ${d.path} path is right there: masks of ${d.modality} run one at a time.`,
    'Nothing to do: its figures are those of the plain path.',
  ),
  'run/path-crashed': entry<{ why: string }>(
    'notice',
    (d) =>
      `The process that tried the paths of this model ended by itself (${d.why}), so the plain path is taken: one forward pass per mask.`,
    'The run takes longer than it would need to. Please report the model architecture.',
  ),
  'run/not-deterministic': entry<{ difference: number | null; nodes: readonly string[]; more: number }>(
    'notice',
    (d) =>
      [
        d.difference === null
          ? 'The model need not give the same outputs each time, though they were the same in every comparison here.'
          : `The model gives other outputs each time it runs on the same input: differences below ${d.difference.toPrecision(2)} mean nothing.`,
        ...(d.nodes.length === 0
          ? []
          : [
              `Its graph draws random numbers at ${d.nodes.join(', ')}${d.more === 0 ? '' : ` and ${d.more} more`}.`,
            ]),
        'Every mask is a forward pass of its own, as other paths cannot be compared with that.',
      ].join(' '),
    'Export the model in evaluation mode: dropout that was left on is the usual reason.',
  ),
  'run/output-grows': entry<{ output: string; dims: string }>(
    'notice',
    (d) =>
      `The output ${d.output} (${d.dims}) grows with the batch along more than its first axis, so every mask is a forward pass of its own.`,
    'Export an output with one row per case to make runs faster.',
  ),
  'run/near-tolerance': entry<{ modality: string; largest: number; path: string; tolerance: number }>(
    'notice',
    (d) =>
      `No mask of ${d.modality} changes an output by more than ${d.largest.toPrecision(2)}, which is of the size of what the ${d.path} path may differ from the plain one (${d.tolerance.toPrecision(2)}): its share is uncertain by as much.`,
    'Run it with the path plain to be sure of so small differences.',
  ),
  'run/path-refused': entry<{ path: string; why: string }>(
    'notice',
    (d) => `The ${d.path} path cannot run this model: ${d.why}`,
    'The run takes another path that gives the outputs of the plain one, or the plain one itself.',
  ),
}

function differs({ difference }: { readonly difference: number | null }): string {
  return difference === null
    ? 'gives a value that is not finite where the plain one does not'
    : `differs from the plain one by ${difference}`
}
