/** Weights that lie in files beside the model. */
import { AppError } from '@shared/errors'
import { TensorProto_DataLocation as Location } from './onnx_pb'
import type { ParsedModel } from './parse-model'
import { storedTensors } from './stored-tensors'

/** Names the external files of a model, in order. A path that leaves the folder of the model is refused: model/external-path. */
export function externalFiles(parsed: ParsedModel, file: string): string[] {
  const external = storedTensors(parsed).filter(({ dataLocation }) => dataLocation === Location.EXTERNAL)
  const paths = external.flatMap(({ externalData }) =>
    externalData.filter(({ key }) => key === 'location').map(({ value }) => value),
  )
  const names = [...new Set(paths)].toSorted()
  const outside = names.find(leavesFolder)
  if (outside !== undefined) throw new AppError('model/external-path', { file, path: outside })
  return names
}

/** Both separators and drive letters count on every system: a model may have been made on another one. */
function leavesFolder(path: string): boolean {
  return path === '' || /^([\\/]|[A-Za-z]:)/.test(path) || path.split(/[\\/]/).includes('..')
}
