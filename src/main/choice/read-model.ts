/** The model of a study, read and taken apart once for all that are tried. */
import { readBytes } from '../files/read-bytes'
import { parseModel, type ParsedModel } from '../graph/parse-model'
import type { PreparedStudy } from '../run/prepared-study'

/** Errors: model/not-onnx, and those of reading. */
export type ReadModel = () => Promise<ParsedModel>

/** Reads it when it is first asked for and keeps it, for as long as whoever made this keeps it. */
export function createReadModel({ open, card }: Pick<PreparedStudy, 'open' | 'card'>): ReadModel {
  let read: Promise<ParsedModel> | null = null
  return () => {
    read ??= readBytes(open.modelPath).then((bytes) => parseModel(bytes, card.fileName))
    return read
  }
}
