import { entry } from './entry'

export const modelErrors = {
  'model/not-found': entry<{ file: string }>(
    'input',
    (d) => `The model ${d.file} cannot be read.`,
    'Check the path: in a study it is relative to the study file.',
  ),
  'model/empty': entry<{ file: string }>('input', (d) => `${d.file} is empty.`, 'Export the model again.'),
  'model/not-onnx': entry<{ file: string }>(
    'input',
    (d) => `${d.file} is not an ONNX model, or was cut short.`,
    'Export it with torch.onnx.export or tf2onnx; docs/export-models.md shows how.',
  ),
  'model/cyclic': entry<{ file: string; nodes: readonly string[] }>(
    'input',
    (d) =>
      `The graph of ${d.file} runs in a circle, so that nothing can compute it: ${circleWords(d.nodes)}.`,
    'Export the model again, or mend it with the tool that changed it last.',
  ),
  'model/too-large': entry<{ file: string; sizeBytes: number }>(
    'input',
    (d) => `${d.file} has ${(d.sizeBytes / 2 ** 30).toFixed(1)} GiB; one ONNX file holds at most 2.`,
    'Export the weights as external data: they then lie in a file beside a small ONNX file.',
  ),
  'model/too-many-nodes': entry<{ file: string; nodeCount: number; limit: number }>(
    'input',
    (d) => `${d.file} has ${d.nodeCount} nodes; at most ${d.limit} are looked at.`,
    'Is it the right file? Export the model without unrolled loops, or simplify its graph (onnxsim).',
  ),
  'model/too-deep': entry<{ file: string; levels: number; limit: number }>(
    'input',
    (d) => `${d.file} has graphs in graphs, more than ${d.limit} levels deep.`,
    'Export the model again with fewer conditions and loops in each other.',
  ),
  'model/too-many-pieces': entry<{ file: string; pieceCount: number; limit: number }>(
    'input',
    (d) => `${d.file} consists of ${d.pieceCount} names, lists and nodes; at most ${d.limit} are unpacked.`,
    'Is it the right file? Export the model without notes about shapes and source lines.',
  ),
  'model/too-many-values': entry<{
    file: string
    inputCount: number
    outputCount: number
    limit: number
  }>(
    'input',
    (d) =>
      `${d.file} has ${d.inputCount} inputs and ${d.outputCount} outputs; at most ${d.limit} of each are looked at.`,
    'Export the model with the outputs that are needed alone.',
  ),
  'model/external-path': entry<{ file: string; path: string }>(
    'input',
    (d) =>
      `${d.file} refers to weights outside its own folder, or to a link that leads out of it (${d.path}).`,
    'Put the weights beside the model and export it again.',
  ),
  'model/external-missing': entry<{ file: string; path: string }>(
    'input',
    (d) => `The weights of ${d.file} lie in ${d.path}, which is not beside it.`,
    'Copy the file with the weights into the folder of the model.',
  ),
  'model/input-unknown': entry<{
    modality: string
    input: string
    nearest: string | null
    known: readonly string[]
  }>(
    'input',
    (d) => `The modality ${d.modality} feeds the input ${d.input}, which the model does not have.`,
    (d) => (d.nearest === null ? `Its inputs: ${d.known.join(', ')}.` : `Did you mean ${d.nearest}?`),
  ),
  'model/input-unfed': entry<{ input: string }>(
    'input',
    (d) => `No modality feeds the input ${d.input} of the model.`,
    'Add a modality for it to the study.',
  ),
  'model/input-twice': entry<{ input: string; modalities: readonly string[] }>(
    'input',
    (d) =>
      `The input ${d.input} of the model is fed ${d.modalities.length} times: by ${d.modalities.join(', ')}.`,
    'Let every modality feed inputs of its own; channelGroups split one image into several modalities.',
  ),
  'model/input-rank': entry<{ modality: string; input: string; rank: number; wanted: number; dims: string }>(
    'input',
    (d) =>
      `The input ${d.input} has ${d.rank} axes (${d.dims}), but ${d.modality} makes ${d.wanted} with the batch.`,
    'Check the kind and the layout of the modality.',
  ),
  'model/input-dtype': entry<{ modality: string; input: string; dtype: string; wanted: string }>(
    'input',
    (d) => `The input ${d.input} takes ${d.dtype}, but ${d.modality} makes ${d.wanted}.`,
    'Check which modality feeds which input.',
  ),
  'model/input-width': entry<{ modality: string; input: string; found: number; wanted: number }>(
    'input',
    (d) =>
      `The attributes of ${d.modality} make ${d.found} columns, but the input ${d.input} takes ${d.wanted}.`,
    'Count one column per number, one per level of one-hot, and one more per missing flag.',
  ),
  'model/whole-encoding': entry<{
    modality: string
    input: string
    dtype: string
    attribute: string
    encoding: string
  }>(
    'input',
    (d) =>
      `The input ${d.input} takes whole numbers (${d.dtype}), but ${d.encoding} of the attribute ${d.attribute} of ${d.modality} makes fractions.`,
    'Use the encoding number, boolean, ordinal or one-hot, as the model was trained.',
  ),
  'model/whole-replacement': entry<{
    modality: string
    input: string
    dtype: string
    replacement: string
    from: number
    to: number
  }>(
    'input',
    (d) =>
      `The input ${d.input} takes whole numbers from ${d.from} to ${d.to} (${d.dtype}); the replacement ${d.replacement} of ${d.modality} is none.`,
    'Use zero, a whole constant, cohort-mode or donor: a mean would have to be rounded, which would be another question.',
  ),
  'model/fixed-batch': entry<{ model: string; batch: number }>(
    'input',
    (d) => `${d.model} was exported with a fixed batch of ${d.batch}.`,
    'Export it with a dynamic batch axis, or with a batch of 1.',
  ),
  'model/activation-twice': entry<{ output: string; inGraph: string; applied: string }>(
    'notice',
    (d) => `The model ends in ${d.inGraph} (${d.output}), and the study applies ${d.applied} again.`,
    'Set outputs.activation to none unless you mean it.',
  ),
  'model/logits': entry<{ output: string; lastOperator: string | null; kind: string }>(
    'notice',
    (d) =>
      `The output ${d.output} seems to be logits (its last operator is ${d.lastOperator ?? 'unknown'}), but the study applies no activation.`,
    (d) => `Set outputs.activation to ${d.kind === 'multi-class' ? 'softmax' : 'sigmoid'} if they are.`,
  ),
}

/** At most six names: a circle may go through a whole network. */
function circleWords(nodes: readonly string[]): string {
  const [first = ''] = nodes
  const shown = nodes.length > 6 ? [...nodes.slice(0, 3), '...', ...nodes.slice(-2)] : nodes
  return [...shown, first].join(' -> ')
}
