/** The version of ONNX that a model is written in. */
import type { ModelProto } from './onnx_pb'

/** Reads the version of the operators of ONNX itself; 0 where the file names none. */
export function opsetOf({ opsetImport }: ModelProto): number {
  return Number(opsetImport.find(({ domain }) => isOnnxDomain(domain))?.version ?? 0n)
}

/** Tells whether an operator of that domain is one of ONNX itself. */
export function isOnnxDomain(domain: string): boolean {
  return domain === '' || domain === 'ai.onnx'
}
