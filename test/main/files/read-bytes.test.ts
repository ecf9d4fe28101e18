import { constants } from 'node:buffer'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readUtf8 } from '../../../src/main/files/read-bytes'

it('a text that no string can hold is too large, whatever limit was given', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'modalens-text-'))
  const path = join(folder, 'long.idx')
  const sizeBytes = constants.MAX_STRING_LENGTH + 1
  try {
    const file = await open(path, 'w')
    await file.truncate(sizeBytes)
    await file.close()
    await expect(readUtf8(path)).rejects.toMatchObject({
      code: 'file/too-large',
      details: { file: 'long.idx', sizeBytes, limitBytes: constants.MAX_STRING_LENGTH },
    })
  } finally {
    await rm(folder, { recursive: true })
  }
})
