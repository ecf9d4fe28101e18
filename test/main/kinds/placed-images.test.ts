import { join } from 'node:path'
import { centreInLps, toLps } from '@shared/picture/lps'
import { planesOf } from '@shared/picture/planes'
import { placeWords } from '@shared/words/plane-words'
import { afterEach, describe, expect, it } from 'vitest'
import { imageKind } from '../../../src/main/kinds/image'
import { volumeKind } from '../../../src/main/kinds/volume'
import type { CaseValue } from '../../../src/main/kinds'
import { cutSlice } from '../../../src/main/services/desk/cut-slice'
import { buildDicom, text, type DicomSlice } from '../../fixtures/builders/dicom'
import { buildGridModality } from '../../fixtures/builders/modality'
import { buildNifti, type NiftiFixture } from '../../fixtures/builders/nifti'
import { folderWith, removeFolders } from '../readers/dicom/folder'

afterEach(removeFolders)

const growsTo: Readonly<Record<string, readonly [axis: number, sign: number]>> = {
  ...{ L: [0, 1], R: [0, -1], P: [1, 1], A: [1, -1], H: [2, 1], F: [2, -1] },
}
const [rows, columns] = [3, 4]
const grid = <Value>(make: (row: number, column: number) => Value): Value[] =>
  Array.from({ length: rows * columns }, (_, pixel) => make(Math.floor(pixel / columns), pixel % columns))

/** Counts steps towards L, P and S in the ones, tens and hundreds, as an image has them whose x and y grow to these letters. */
function patientSteps(x: string, y: string): number[] {
  const [along, down] = [growsTo[x]!, growsTo[y]!]
  return grid((row, column) => {
    const steps = [0, 0, 0]
    steps[along[0]] = along[1] > 0 ? column : columns - 1 - column
    steps[down[0]] = down[1] > 0 ? row : rows - 1 - row
    return steps[0]! + 10 * steps[1]! + 100 * steps[2]!
  })
}

async function read(
  bytes: Uint8Array,
  steps: readonly object[] = [],
  kind: 'image' | 'volume' = 'image',
): Promise<CaseValue<never>> {
  const path = join(await folderWith({ x: bytes }), 'x')
  const modality = buildGridModality({ kind, steps }) as never
  const of = kind === 'image' ? imageKind : volumeKind
  const value = await of.read({ lies: 'in-file', path } as never, modality)
  const context = { inputDims: new Map([['scan', [null, null, null, null]]]), statistics: new Map() }
  const dims = kind === 'image' ? ['b', 'c', 'h', 'w'] : ['b', 'c', 'd', 'h', 'w']
  const inputDims = new Map([['scan', dims]])
  const tensors = await of.tensorMaker(modality, { ...context, inputDims, tokenizer: null })(value, 'c')
  return { modality, value, tensors }
}

const dx = (orientation: string | null, more: DicomSlice = {}): Uint8Array =>
  buildDicom({
    ...{ rows, columns, dicomModality: 'DX', without: [0x00200032, 0x00200037] },
    ...more,
    extra: [...(orientation === null ? [] : [text(0x00200020, 'CS', orientation)]), ...(more.extra ?? [])],
  })
const shown = (source: CaseValue<never>, view: 'source' | 'model' = 'source') =>
  (view === 'source' ? imageKind.filePicture(source.value, source.modality) : imageKind.modelPicture(source))!
const edgesOf = (source: CaseValue<never>, view?: 'source' | 'model') => {
  const [plane] = planesOf(shown(source, view)).planes
  return plane!.edges === null ? null : [plane!.name, ...Object.values(plane!.edges)].join(' ')
}

const letters = Object.keys(growsTo)
const pairs = letters.flatMap((x) =>
  letters.filter((y) => growsTo[x]![0] !== growsTo[y]![0]).map((y) => [x, y] as const),
)

describe('an image that only says how it is turned', () => {
  it.each(pairs)('to %s and %s is shown radiologically, pixel by pixel', async (x, y) => {
    const source = await read(dx(`${x}\\${y}`, { stored: patientSteps(x, y) }))
    const picture = shown(source)
    const [plane] = planesOf(picture).planes
    const [across, down] = {
      axial: [(c: number) => c, (r: number, count: number) => 10 * (r + 0 * count)],
      coronal: [(c: number) => c, (r: number, count: number) => 100 * (count - 1 - r)],
      sagittal: [(c: number) => 10 * c, (r: number, count: number) => 100 * (count - 1 - r)],
    }[plane!.name!] as [(c: number) => number, (r: number, count: number) => number]
    const { dims, values } = cutSlice(picture, 'z', 0)
    const wanted = Array.from({ length: dims[0] * dims[1] }, (_, pixel) => {
      return across(pixel % dims[1]) + down(Math.floor(pixel / dims[1]), dims[0])
    })
    expect([...values]).toEqual(wanted)
    expect(edgesOf(source)).toBe(
      { axial: 'axial R L A P', coronal: 'coronal R L S I', sagittal: 'sagittal A P S I' }[plane!.name!],
    )
    expect([picture.affineLps, placeWords(planesOf(picture))]).toEqual([
      null,
      'turned by the letters of the file, which gives no position',
    ])
    // The tensor is what it was.
    const plain = await read(dx(null, { stored: patientSteps(x, y) }))
    expect(source.tensors.tensors).toEqual(plain.tensors.tensors)
  })

  it('has the letters of an oblique one on its edges, the main one first', async () => {
    expect(edgesOf(await read(dx('A\\FR')))).toBe('sagittal A P SL IR')
    expect(edgesOf(await read(dx('PL\\F')))).toBe('sagittal AR PL S I')
  })

  it('keeps them through the steps of images', async () => {
    const steps = [
      { step: 'resize', size: [6, 4] },
      { step: 'crop', size: [4, 3] },
      { step: 'pad', size: [8, 8] },
      { step: 'scale', from: [0, 2] },
      { step: 'channels', order: 'rgb' },
    ]
    expect(edgesOf(await read(dx('A\\FR'), steps), 'model')).toBe('sagittal A P SL IR')
  })

  it.each([
    ['no letters', null],
    ['one direction', 'L'],
    ['two of one axis', 'L\\R'],
    ['one axis twice in a word', 'LR\\F'],
    ['other letters', 'X\\F'],
    ['letters that are ours, not those of DICOM', 'L\\I'],
  ])('is shown as stored with %s, and says so', async (_why, orientation) => {
    const source = await read(dx(orientation, { stored: patientSteps('A', 'F') }))
    expect(edgesOf(source)).toBeNull()
    expect([...cutSlice(shown(source), 'z', 0).values]).toEqual(patientSteps('A', 'F'))
    expect(placeWords(planesOf(shown(source)))).toContain('as stored')
  })

  it('of an animal on four legs is shown as stored: its letters mean something else', async () => {
    const extra = [text(0x00102210, 'CS', 'QUADRUPED')]
    expect(edgesOf(await read(dx('L\\F', { extra })))).toBeNull()
  })
})

/** A coronal cut, x to R and y to F. */
const placed: DicomSlice = {
  ...{ rows, columns, dicomModality: 'MR', pixelSpacing: [2, 0.5], position: [10, -20, 30] },
  ...{ orientation: [-1, 0, 0, 0, 0, -1], stored: patientSteps('R', 'F') },
}

describe('an image with a position', () => {
  it('lies in mm of the patient, and is turned', async () => {
    const source = await read(buildDicom(placed))
    const picture = shown(source)
    expect(edgesOf(source)).toBe('coronal R L S I')
    // By hand: 2 columns of 0.5 mm to R, 1 row of 2 mm to F.
    expect(toLps(picture.affineLps!, [2, 1, 0])).toEqual([9, -20, 28])
    expect([...cutSlice(picture, 'z', 0).values]).toEqual(
      grid((row, column) => column + 100 * (rows - 1 - row)),
    )
  })

  it('keeps its place through the steps, which change the tensor as before', async () => {
    const steps = [
      { step: 'resize', size: [6, 8] },
      { step: 'crop', size: [4, 4], offset: [2, 3] },
      { step: 'pad', size: [6, 6], value: -1 },
    ]
    const source = await read(buildDicom(placed), steps)
    const { affineLps } = shown(source, 'model')
    // Index 1 of the padded axes is index 3 (rows) and 4 (columns, one less padding) of the resized: (i + 0.5) / 2 - 0.5 of the file.
    const [x, y] = [(3 + 0.5) / 2 - 0.5, (2 + 0.5) / 2 - 0.5]
    expect(toLps(affineLps!, [1, 1, 0])).toEqual([
      expect.closeTo(10 - 0.5 * x, 9),
      -20,
      expect.closeTo(30 - 2 * y, 9),
    ])
    const { inFile } = source.tensors
    expect(toLps(inFile!, [1, 1, 0])).toEqual([expect.closeTo(x, 9), expect.closeTo(y, 9), 0])
    expect(centreInLps(affineLps!, { offset: [1, 1], size: [1, 1] })).toEqual(toLps(affineLps!, [1, 1, 0]))
    const unplaced = await read(buildDicom({ ...placed, without: [0x00200032, 0x00200037] }), steps)
    expect(source.tensors.tensors).toEqual(unplaced.tensors.tensors)
  })

  it('that is not whole has the letters of its directions and no mm', async () => {
    for (const without of [[0x00200032], [0x00280030]]) {
      const source = await read(buildDicom({ ...placed, without }))
      expect([edgesOf(source), shown(source).affineLps]).toEqual(['coronal R L S I', null])
    }
    const [cos, sin] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)]
    const orientation = [cos, sin, 0, 0, 0, -1]
    expect(edgesOf(await read(buildDicom({ ...placed, orientation, without: [0x00200032] })))).toBe(
      'coronal RA LP S I',
    )
    expect(edgesOf(await read(buildDicom({ ...placed, orientation: [1, 0, 0, 1, 0, 0] })))).toBeNull()
  })

  it('of a projection gives way to letters that say otherwise, of a slice it does not', async () => {
    const extra = [text(0x00200020, 'CS', 'A\\F')]
    const filledIn = { ...placed, orientation: [1, 0, 0, 0, 1, 0], extra }
    const beam = await read(buildDicom({ ...filledIn, dicomModality: 'CR' }))
    expect([edgesOf(beam), shown(beam).affineLps]).toEqual(['sagittal A P S I', null])
    expect(edgesOf(await read(buildDicom(filledIn)))).toBe('axial R L A P')
    const same = [text(0x00200020, 'CS', 'R\\F')]
    expect(
      shown(await read(buildDicom({ ...placed, extra: same, dicomModality: 'CR' }))).affineLps,
    ).toHaveLength(16)
  })
})

describe('a NIfTI file', () => {
  const flat: NiftiFixture = { dims: [4, 3, 1], sform: [[0, 0, 5, 7], [-2, 0, 0, 8], [0, 3, 0, 9]] } // prettier-ignore
  it('of one slice keeps its place as an image', async () => {
    const source = await read(buildNifti(flat), [{ step: 'crop', size: [2, 2], offset: [1, 0] }])
    expect(edgesOf(source)).toBe('sagittal A P S I')
    // RAS (7, 8 - 2 x, 9 + 3 y) of the file at (0, 1) is LPS (-7, -8, 12).
    expect(toLps(shown(source, 'model').affineLps!, [0, 0, 0])).toEqual([-7, -8, 12])
  })

  it('that states no place is shown as stored, as image and as volume', async () => {
    const nowhere = { ...flat, sformCode: 0 }
    expect(edgesOf(await read(buildNifti(nowhere)))).toBeNull()
    const volume = await read(buildNifti({ sformCode: 0 }), [], 'volume')
    for (const view of ['source', 'model'] as const)
      expect(
        planesOf(
          (view === 'source'
            ? volumeKind.filePicture(volume.value, volume.modality)
            : volumeKind.modelPicture(volume))!,
        ).planes[0]!.name,
      ).toBeNull()
    expect(volume.tensors.affineLps).toHaveLength(16)
  })
})
