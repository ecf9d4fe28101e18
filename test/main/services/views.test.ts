import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createStudyRefs } from '../../../src/main/services/study-refs'
import { createViews } from '../../../src/main/services/views'
import { runFolderAt } from '../../../src/main/store/run-folder'
import { createRunFolder } from '../../../src/main/store/run-store'
import { beforeEach, describe, expect, it } from 'vitest'
import { buildManifest } from '../../fixtures/builders/run-result'

const studyFile = '/data/doe^jane/lung.study.yaml'
const of = { studyId: 'study-1' }
let home: string
const openViews = () => {
  const studies = createStudyRefs()
  studies.note({ studyId: 'study-1', path: studyFile })
  studies.note({ studyId: 'study-2', path: '/data/other.study.yaml' })
  return createViews({ home, studies }, (run) => runFolderAt(join(home, 'runs', run)))
}
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'modalens-views-'))
})

describe('the view of a study', () => {
  it('hides the patient until somebody asks, and remembers that beyond this process', async () => {
    expect(await openViews().get({ of })).toEqual({ identity: false, windows: {}, scaleLimits: {} })
    await openViews().set({ of, change: { identity: true } })
    expect((await openViews().get({ of })).identity).toBe(true)
    expect((await openViews().get({ of: { studyId: 'study-2' } })).identity).toBe(false)
  })

  it('changes what is named alone, in the order of the calls, and forgets what is null', async () => {
    const views = openViews()
    await Promise.all([
      views.set({ of, change: { windows: { ct: { low: -160, high: 240 } } } }),
      views.set({ of, change: { scaleLimits: { ct: 0.2, record: 0.01 } } }),
      views.set({ of, change: { windows: { pet: { low: 0, high: 9 } }, scaleLimits: { ct: null } } }),
    ])
    expect(await views.get({ of })).toEqual({
      identity: false,
      windows: { ct: { low: -160, high: 240 }, pet: { low: 0, high: 9 } },
      scaleLimits: { record: 0.01 },
    })
  })

  it('is the same for the study and for its runs, and shows no path', async () => {
    await createRunFolder(join(home, 'runs', 'r'), '', buildManifest({ studyFile }))
    const views = openViews()
    await views.set({ of: { run: 'r' }, change: { identity: true } })
    expect((await views.get({ of })).identity).toBe(true)
    const [file = '', ...others] = readdirSync(join(home, 'views'))
    expect(others).toEqual([])
    expect(file).toMatch(/^[0-9a-f]{24}\.json$/)
    expect(readFileSync(join(home, 'views', file), 'utf8')).not.toMatch(/doe|lung|data/)
  })

  it('counts as none where its file is damaged', async () => {
    const views = openViews()
    await views.set({ of, change: { identity: true } })
    const [file = ''] = readdirSync(join(home, 'views'))
    writeFileSync(join(home, 'views', file), '{"identity": "yes"')
    expect(await views.get({ of })).toEqual({ identity: false, windows: {}, scaleLimits: {} })
  })
})
