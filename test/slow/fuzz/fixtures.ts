/** One small sound file per format and variant; all damage starts from these. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildBmp } from '../../fixtures/builders/bmp'
import { buildDicom } from '../../fixtures/builders/dicom'
import { buildWaveform } from '../../fixtures/builders/dicom-waveform'
import { buildEdf } from '../../fixtures/builders/edf'
import { buildJpeg } from '../../fixtures/builders/jpeg'
import { buildMetaImage } from '../../fixtures/builders/metaimage'
import { buildNifti } from '../../fixtures/builders/nifti'
import { buildNpy } from '../../fixtures/builders/npy'
import { buildNrrd } from '../../fixtures/builders/nrrd'
import { buildPng } from '../../fixtures/builders/png'
import { buildTiff } from '../../fixtures/builders/tiff'
import { buildWorkbook } from '../../fixtures/builders/workbook'
import { buildBytes, buildUnigram, buildWordPiece } from '../../fixtures/builders/tokenizer'
import { buildThreeModalitiesModel } from '../../fixtures/models/three-modalities'

export type FuzzTarget = 'signal' | 'image' | 'volume' | 'table' | 'text' | 'model' | 'tokenizer'

export interface FuzzFixture {
  readonly name: string
  readonly fileName: string
  readonly target: FuzzTarget
  readonly bytes: Uint8Array
}

const count = (length: number): number[] => Array.from({ length }, (_, index) => index % 251)
const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const palette = Array.from({ length: 16 }, (_, index) => [index, 2 * index, 255 - index])

/** Fixtures of our own builders, then small real DICOM files where they lie beside the repository. */
export function fuzzFixtures(): readonly FuzzFixture[] {
  return [...images, ...volumes, ...signals, ...others, ...corpora()]
}

const images: readonly FuzzFixture[] = [
  fixture('png, grey', 'image', buildPng({ width: 8, height: 8, samples: count(64) })),
  fixture(
    'png, 16 bit rgb',
    'image',
    buildPng({ width: 4, height: 4, bitDepth: 16, colourType: 2, samples: count(48) }),
  ),
  fixture(
    'png, palette, interlaced',
    'image',
    buildPng({
      width: 8,
      height: 8,
      bitDepth: 4,
      colourType: 3,
      palette,
      samples: count(64).map((n) => n % 16),
      interlaced: true,
    }),
  ),
  fixture(
    'jpeg, rgb',
    'image',
    buildJpeg({
      blocksWide: 2,
      blocksHigh: 1,
      blocks: [
        [90, 120, 130],
        [200, 128, 128],
      ],
    }),
  ),
  fixture('jpeg, grey', 'image', buildJpeg({ blocksWide: 2, blocksHigh: 1, blocks: [[90], [200]] })),
  fixture('tiff', 'image', buildTiff({ width: 8, height: 8, samples: count(64) })),
  fixture('bmp, 24 bit', 'image', buildBmp({ width: 4, height: 4, bitsPerPixel: 24, samples: count(48) })),
  fixture(
    'bmp, palette',
    'image',
    buildBmp({ width: 8, height: 4, bitsPerPixel: 8, samples: count(32).map((n) => n % 16), palette }),
  ),
  fixture('npy', 'image', buildNpy({ dims: [4, 4], values: count(16) })),
]

const volumes: readonly FuzzFixture[] = [
  fixture(
    'dicom, explicit',
    'volume',
    buildDicom({ rows: 8, columns: 8, sliceThickness: 2, stored: count(64) }),
  ),
  fixture(
    'dicom, implicit',
    'volume',
    buildDicom({ implicit: true, rows: 8, columns: 8, sliceThickness: 2, stored: count(64) }),
  ),
  fixture('nifti', 'volume', buildNifti({ dims: [4, 4, 4] })),
  fixture('nifti-2', 'volume', buildNifti({ dims: [4, 4, 4], version: 2 })),
  fixture('nifti, gzip', 'volume', buildNifti({ dims: [4, 4, 4], gzip: true })),
  fixture('nrrd', 'volume', buildNrrd()),
  fixture('mha', 'volume', buildMetaImage()),
]

const lead = { name: 'I', stored: count(6) }
const signals: readonly FuzzFixture[] = [
  fixture('edf', 'signal', buildEdf({ signals: [{ name: 'I', records: [count(4), count(4)] }] })),
  fixture('dicom, waveform', 'signal', buildWaveform([{ channels: [lead, { ...lead, name: 'II' }] }])),
  fixture('csv of leads', 'signal', encode('time_s;I (mV);II\n0,00;1,5;-2\n0,02;1;3e1\n0,04;0,5;4\n')),
  {
    name: 'wfdb',
    fileName: 'r.hea',
    target: 'signal',
    bytes: encode('r 2 360 3\nr.hea 16 200(3)/mV 16 0\nr.hea 16 200/mV 16 0\n# read as its own samples\n'),
  },
]

const others: readonly FuzzFixture[] = [
  {
    name: 'csv',
    fileName: 'cases.csv',
    target: 'table',
    bytes: encode('id;age;"no te"\n1;2,5;"a""b"\n2;3;"c\nd"\n'),
  },
  {
    name: 'utf-16',
    fileName: 'cases.tsv',
    target: 'table',
    bytes: Uint8Array.from([0xff, 0xfe, ...Buffer.from('id\tage\n1\t2\n', 'utf16le')]),
  },
  {
    name: 'xlsx',
    fileName: 'cases.xlsx',
    target: 'table',
    bytes: new Uint8Array(
      buildWorkbook([
        {
          name: 'cases',
          rows: [
            ['id', 'age', 'when'],
            ['a', 1.5, new Date(0)],
            ['b', true, null],
          ],
        },
      ]),
    ),
  },
  { name: 'report', fileName: 'report.txt', target: 'text', bytes: encode('No acute findings. Größe 3 mm.') },
  ...[buildWordPiece(['chest', '##s']), buildBytes(), buildUnigram(['▁', '▁chest', 's'])].map(
    (content, index): FuzzFixture => ({
      name: `tokenizer ${index}`,
      fileName: 'tokenizer.json',
      target: 'tokenizer',
      bytes: encode(JSON.stringify(content)),
    }),
  ),
  { name: 'model', fileName: 'model.onnx', target: 'model', bytes: buildThreeModalitiesModel({ seed: 1 }) },
]

function fixture(name: string, target: FuzzTarget, bytes: Uint8Array): FuzzFixture {
  return { name, fileName: 'damaged', target, bytes: new Uint8Array(bytes) }
}

/** Every eighth of the small files, so that all transfer syntaxes are among them. */
function corpora(): FuzzFixture[] {
  const root = resolve(import.meta.dirname, '../../../../shared/corpora')
  const largestBytes = 200_000
  try {
    return ['dicomparser', 'fo-dicom', 'pydicom']
      .flatMap((name) =>
        readdirSync(join(root, name))
          .toSorted()
          .map((file) => join(root, name, file)),
      )
      .filter((path) => statSync(path).size <= largestBytes)
      .filter((_, index) => index % 8 === 0)
      .flatMap((path, index) => {
        const target: FuzzTarget = index % 2 === 0 ? 'image' : 'volume'
        return [
          {
            name: path.slice(root.length + 1),
            fileName: 'damaged',
            target,
            bytes: new Uint8Array(readFileSync(path)),
          },
        ]
      })
  } catch {
    return []
  }
}
