/** The attributes of a node by name, with the default that ONNX gives them. */
import type { NodeProto } from './onnx_pb'

/** Reads a list of whole numbers; null when absent. */
export function intsOf(node: NodeProto, name: string): readonly number[] | null {
  const found = node.attribute.find((one) => one.name === name)
  return found === undefined ? null : found.ints.map(Number)
}

/** Reads a whole number. */
export function intOf(node: NodeProto, name: string, absent: number): number {
  const found = node.attribute.find((one) => one.name === name)
  return found === undefined ? absent : Number(found.i)
}

/** Reads a decimal number. */
export function floatOf(node: NodeProto, name: string, absent: number): number {
  return node.attribute.find((one) => one.name === name)?.f ?? absent
}

/** Reads a word. */
export function textOf(node: NodeProto, name: string, absent: string): string {
  const found = node.attribute.find((one) => one.name === name)
  return found === undefined ? absent : new TextDecoder().decode(found.s)
}
