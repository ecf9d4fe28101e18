/** Has a tokenizer changed since the run began? */
import { createHash } from 'node:crypto'
import { basename, resolve } from 'node:path'
import { descriptionOf } from '@shared/kinds'
import { readPieces } from '../files/read-bytes'
import type { OpenStudy } from './open-study'

export interface TokenizerFingerprint {
  readonly modality: string
  readonly file: string
  readonly sha256: string
}

/** SHA-256 of the tokenizer of every text, in the order of the study. */
export async function fingerprintTokenizers({ study, folder }: OpenStudy): Promise<TokenizerFingerprint[]> {
  const all: TokenizerFingerprint[] = []
  for (const modality of study.modalities) {
    const tokenizer = descriptionOf(modality).tokenizer(modality)
    if (tokenizer === null) continue
    const hash = createHash('sha256')
    await readPieces(resolve(folder, tokenizer), (piece) => hash.update(piece))
    all.push({ modality: modality.name, file: basename(tokenizer), sha256: hash.digest('hex') })
  }
  return all
}
