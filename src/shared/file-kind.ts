/** What a file is to the application, by its name. */
export type FileKind = 'study' | 'model' | 'table' | 'other'

export function fileKind(name: string): FileKind {
  const lower = name.toLowerCase()
  if (/\.ya?ml$/.test(lower)) return 'study'
  if (lower.endsWith('.onnx')) return 'model'
  return /\.(csv|tsv|txt|xlsx)$/.test(lower) ? 'table' : 'other'
}
