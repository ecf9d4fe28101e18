/** 6 of 10: weights that lie in files beside the model. */
import { AppError } from '@shared/errors'
import { TensorProto_DataLocation as Location, type GraphProto } from './onnx_pb'

/** Names the external files of a graph. A path that leaves the folder of the model is refused: model/external-path. */
export function externalFiles(graph: GraphProto, file: string): string[] {
  const external = graph.initializer.filter(({ dataLocation }) => dataLocation === Location.EXTERNAL)
  const paths = external.flatMap(({ externalData }) =>
    externalData.filter(({ key }) => key === 'location').map(({ value }) => value),
  )
  const names = [...new Set(paths)].toSorted()
  const outside = names.find((name) => /^([\\/]|[A-Za-z]:)/.test(name) || name.split(/[\\/]/).includes('..'))
  if (outside !== undefined) throw new AppError('model/external-path', { file, path: outside })
  return names
}
