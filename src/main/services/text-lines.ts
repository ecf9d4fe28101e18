/** Chunks of bytes -> lines of text. */

/** Longer than any record can be: a path has some KiB, each attribute at most 64 KiB. */
const LONGEST_LINE = 4 * 2 ** 20

/** Cuts UTF-8 into its lines, without their ends. Throws a RangeError for a line above 4 MiB, which only a damaged file has. */
export async function* toLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST_LINE) throw new RangeError('a line without end')
    yield* lines
  }
  if (rest !== '') yield rest
}
