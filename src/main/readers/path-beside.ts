/** A file that a header names. */
import { dirname, join } from 'node:path'
import { liesBeside } from '../files/roots'

/** A header may point anywhere; only a plain name beside it is followed, and no link that leads away from there. Null for any other. */
export async function pathBeside(name: string, naming: string): Promise<string | null> {
  const plain = name.replace(/^\.\//, '')
  const isPlain = plain !== '' && plain !== '.' && plain !== '..' && !/[/\\:\0]/.test(plain)
  const beside = join(dirname(naming), plain)
  return isPlain && (await liesBeside(beside, naming)) ? beside : null
}
