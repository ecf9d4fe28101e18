/** What a kind of modality says of itself, without reading anything: for every part of the program that needs to know. */
import type { z } from 'zod'
import type { Attribute } from '../study/attribute'

/** A column of the table that a study names, and with which key. */
export interface UsedColumn {
  readonly key: string
  readonly column: string
  /** True where the cell is read as a number and nothing else. */
  readonly isNumber: boolean
}

/** A path that a cell names. */
export interface CellPath {
  readonly column: string
  readonly folder?: string
  readonly suffix?: string
}

/** Where the value of a case lies: in a file that a cell names (with its label map in another), in the cell, or in the row. */
export type ValuePlace =
  | ({ readonly lies: 'in-file'; readonly labels?: CellPath } & CellPath)
  | { readonly lies: 'in-cell'; readonly column: string }
  | { readonly lies: 'in-row'; readonly columns: readonly string[] }

/** A model input that a modality feeds, with the key of the study that names it. */
export interface FedInput {
  readonly key: string
  readonly input: string
  /** Numbers, token ids, or zeros and ones beside them. */
  readonly makes: 'numbers' | 'ids' | 'flags'
}

/** What contradicts itself inside of one modality; `path` starts at the modality. */
export interface KindProblem {
  readonly path: readonly (string | number)[]
  readonly expected: string
}

export interface KindDescription<Modality> {
  /** What it is, in a sentence for documents, forms and --help. */
  readonly sentence: string
  readonly place: (modality: Modality) => ValuePlace
  readonly columns: (modality: Modality) => readonly UsedColumn[]
  readonly inputs: (modality: Modality) => readonly FedInput[]
  /** Names of groups of channels that are reported as modalities of their own. */
  readonly groups: (modality: Modality) => readonly string[]
  /** Columns that become numbers by an encoding. */
  readonly attributes: (modality: Modality) => readonly Attribute[]
  /** A file that all cases share, relative to the study; null where there is none. */
  readonly tokenizer: (modality: Modality) => string | null
  readonly problems: (modality: Modality) => readonly KindProblem[]
  /**
   * What its parts are called by, which decides where they may be printed: by what the study says (places, attributes, labels), by words
   * of patients, or by names of files.
   */
  readonly partNames: 'study' | 'words' | 'files'
  /** What is masked at once, in words. */
  readonly partWords: (modality: Modality) => string
}

/** The schemas of a kind and what it says of its modalities. */
export interface SharedKind<Schema extends z.ZodType, Preview extends z.ZodType> {
  readonly schema: Schema
  /** What a screen is told of a case before any pixel. */
  readonly preview: Preview
  readonly description: KindDescription<z.output<Schema>>
}

/** For pieces that a kind does not have. */
export const none = (): readonly never[] => []

/** The only column of a kind whose value lies in or behind one cell. */
export function sourceColumn(name: string, column: string): readonly UsedColumn[] {
  return [{ key: `modalities.${name}.source.column`, column, isNumber: false }]
}

/** The input of a kind that feeds one with numbers. */
export function numberInput({ input }: { readonly input: string }): readonly FedInput[] {
  return [{ key: 'input', input, makes: 'numbers' }]
}
