import { deviceAdvice, titleOf } from '../words/device-titles'
import { entry, times } from './entry'

export const sessionErrors = {
  'session/open-failed': entry<{ model: string; why: string }>(
    'environment',
    (d) => `onnxruntime cannot open ${d.model}: ${d.why}`,
    'Operators newer than the runtime are the usual reason: export with a lower opset (17 is safe).',
  ),
  'session/run-failed': entry<{ model: string; why: string }>(
    'environment',
    (d) => `onnxruntime failed while running ${d.model}: ${d.why}`,
    'Compare the shapes with the model card ("modalens inspect").',
  ),
  'session/piece-not-opened': entry<{ model: string; why: string }>(
    'environment',
    (d) =>
      `A graph that ModaLens derived from ${d.model} does not open, which says nothing against the model itself: ${d.why}`,
    'Please report it with the output of "modalens inspect"; the whole model is used for every mask.',
  ),
  'session/piece-not-run': entry<{ model: string; why: string }>(
    'environment',
    (d) =>
      `A graph that ModaLens derived from ${d.model} does not run, which says nothing against the model itself: ${d.why}`,
    'A model made for a batch of one length is the usual reason; the whole model is used for every mask.',
  ),
  'session/no-output': entry<{ model: string; output: string; known: readonly string[] }>(
    'input',
    (d) => `outputs.tensor names ${d.output}, which ${d.model} does not have.`,
    (d) => `Its outputs: ${d.known.join(', ')}.`,
  ),
  'session/output-needed': entry<{ model: string; known: readonly string[] }>(
    'input',
    (d) => `${d.model} has ${d.known.length} outputs; the study must name one in outputs.tensor.`,
    (d) => `Its outputs: ${d.known.join(', ')}.`,
  ),
  'session/output-shape': entry<{ dims: readonly number[]; batch: number }>(
    'input',
    (d) => `The output has the shape ${times(d.dims)}, which does not begin with the batch of ${d.batch}.`,
    'Choose an output with one row per case, or export with a dynamic batch axis; --batch-size 1 runs without one.',
  ),
  'session/output-count': entry<{ found: number; wanted: number; width: number }>(
    'input',
    (d) => `The output gives ${d.found} of ${d.width} values per case, but outputs.names has ${d.wanted}.`,
    'Name every output value, or cut them out with outputs.slice.',
  ),
  'session/output-dtype': entry<{ dtype: string }>(
    'input',
    (d) => `The output has the element type ${d.dtype}, which is not a number ModaLens can compare.`,
    'Export the model with a float output.',
  ),
  'session/input-dtype': entry<{ input: string; dtype: string }>(
    'input',
    (d) => `The input ${d.input} takes ${d.dtype}, which ModaLens cannot make.`,
    'Export the model with float or int64 inputs.',
  ),
  'session/not-splittable': entry<{ model: string }>(
    'input',
    (d) => `${d.model} cannot be taken apart: a tensor between its modalities does not follow the batch.`,
    'Nothing to do: the run uses the whole model for every mask.',
  ),
  'session/device-absent': entry<{ device: string; platform: string }>(
    'notice',
    (d) => `${titleOf(d.device)} is not in this build of onnxruntime for ${d.platform}.`,
    (d) => deviceAdvice(d.device),
  ),
  'session/device-refused': entry<{ device: string; why: string }>(
    'notice',
    (d) => `${titleOf(d.device)} cannot be used here: ${d.why.replace(/\.$/, '')}.`,
    (d) => deviceAdvice(d.device),
  ),
  'session/device-differs': entry<{ device: string; difference: number; tolerance: number }>(
    'notice',
    (d) =>
      `${titleOf(d.device)} gives other outputs than the CPU (${d.difference} apart on the first case; allowed: ${d.tolerance}), so the CPU computes.`,
    'Arithmetic in half precision is the usual reason, and TF32 on CUDA: NVIDIA_TF32_OVERRIDE=0 switches that off.',
  ),
  'session/device-slower': entry<{ device: string }>(
    'notice',
    (d) => `${titleOf(d.device)} computes this study no faster than the CPU, which computes it now.`,
    (d) => `Choose the device ${d.device} to have it used all the same.`,
  ),
  'session/device-memory': entry<{ device: string }>(
    'notice',
    (d) => `The memory of ${titleOf(d.device)} is too small for one mask of this model; the CPU computes.`,
    'Close other programs that use the device.',
  ),
  'session/smaller-batch': entry<{ from: number; to: number }>(
    'notice',
    (d) => `Memory ran out with ${d.from} masks per forward pass; the run went on with ${d.to}.`,
    'Close other programs to have more masks in one pass.',
  ),
}
