import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findFiles, usualBounds } from '../../../src/main/services/find-files'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const folders = useTemporaryFolders()
const sought = { name: 'a.csv', size: 3 }

describe('files of a name and size', () => {
  it('are found at every depth, the nearest first, but not in hidden folders', async () => {
    const root = folders({
      'deep/er/a.csv': '123',
      'a.csv': '123',
      'other/a.csv': '1234',
      'other/b.csv': '123',
      '.git/a.csv': '123',
    })
    expect(await findFiles([root, join(root, 'deep')], sought)).toEqual([
      join(root, 'a.csv'),
      join(root, 'deep/er/a.csv'),
    ])
  })

  it('are not found where a link leads out, nor twice where one leads in a circle', async () => {
    const outside = folders({ 'a.csv': '123' })
    const root = folders({ 'in/b.csv': '123' })
    symlinkSync(join(outside, 'a.csv'), join(root, 'a.csv'))
    symlinkSync(outside, join(root, 'out'))
    symlinkSync(root, join(root, 'in/circle'))
    symlinkSync(join(root, 'in/b.csv'), join(root, 'in/a.csv'))
    expect(await findFiles([root], sought)).toEqual([join(root, 'in/a.csv')])
  })

  it('are looked for as long as somebody waits', async () => {
    const root = folders(
      Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${index}/a.csv`, '123'])),
    )
    expect(await findFiles([root], sought)).toHaveLength(20)
    expect(await findFiles([root], sought, { ...usualBounds, entries: 32 })).toHaveLength(2)
    let time = 0
    expect(await findFiles([root], sought, usualBounds, () => (time += 1000))).toEqual([])
  })
})
