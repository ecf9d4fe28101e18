import { join } from 'node:path'
import type { ModelCard } from '@shared/model'
import { stepSchema } from '@shared/study/steps'
import { describe, expect, it } from 'vitest'
import { findHints } from '../../../../src/main/draft/hints/find-hints'
import { modelCard } from '../../../fixtures/builders/model-card'
import { useTemporaryFolders } from '../../../fixtures/builders/temporary-folder'

const folders = useTemporaryFolders()
const photo = modelCard([['pixels', 'float32', ['N', 3, 224, 224]]])
const scan = modelCard([['ct', 'float32', ['N', 1, 96, 128, 160]]])
const ofPhoto = { modalities: [{ name: 'record' }, { name: 'skin', kind: 'image', input: 'pixels' }] }
const ofScan = { modalities: [{ name: 'ct', kind: 'volume', input: 'ct' }] }

interface Asked {
  readonly files?: Readonly<Record<string, unknown>>
  readonly card?: ModelCard
  readonly study?: unknown
  readonly metadata?: Readonly<Record<string, string>>
}

async function hintsOf({ files = {}, card = photo, study = ofPhoto, metadata = {} }: Asked) {
  const folder = folders(
    Object.fromEntries(
      Object.entries(files).map(([name, data]) => [
        name,
        typeof data === 'string' ? data : JSON.stringify(data),
      ]),
    ),
  )
  const hints = await findHints({
    study,
    card,
    modelPath: join(folder, 'models/model.onnx'),
    tablePath: join(folder, 'data/cases.csv'),
    metadata: new Map(Object.entries(metadata)),
  })
  for (const { edits } of hints)
    for (const { path, value } of edits)
      if (path.at(-1) === 'steps')
        for (const step of value as unknown[]) expect(() => stepSchema.parse(step)).not.toThrow()
  return hints
}

async function stepsOf(asked: Asked): Promise<unknown> {
  const [hint] = await hintsOf(asked)
  return hint?.edits[0]?.value
}

describe('preprocessor_config.json', () => {
  it('gives resize, rescale and normalisation, with the file named', async () => {
    const config = {
      do_resize: true,
      size: { height: 224, width: 200 },
      resample: 2,
      do_rescale: true,
      rescale_factor: 0.00392156862745098,
      do_normalize: true,
      image_mean: [0.485, 0.456, 0.406],
      image_std: [0.229, 0.224, 0.225],
    }
    const [hint, ...others] = await hintsOf({ files: { 'models/preprocessor_config.json': config } })
    expect(others).toEqual([])
    expect(hint).toEqual({
      source: 'preprocessor_config.json',
      modality: 'skin',
      words:
        'colours as red, green, blue, resize to 224 x 200, scale 0..255 to 0..1, normalise by mean 0.485, 0.456, 0.406 and deviation 0.229, 0.224, 0.225.',
      edits: [
        {
          path: ['modalities', 1, 'steps'],
          value: [
            { step: 'channels', order: 'rgb' },
            { step: 'resize', size: [224, 200], interpolation: 'linear' },
            { step: 'scale', from: [0, 255], to: [0, 1] },
            { step: 'normalise', mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
          ],
        },
      ],
    })
  })

  it('makes a square of the shortest edge where a crop follows, and says where none does', async () => {
    const clip = { size: { shortest_edge: 256 }, resample: 3, do_center_crop: true, crop_size: 224 }
    expect(await stepsOf({ files: { 'preprocessor_config.json': clip } })).toEqual([
      { step: 'channels', order: 'rgb' },
      { step: 'crop', size: 'square' },
      { step: 'resize', size: [256, 256], interpolation: 'linear' },
      { step: 'crop', size: [224, 224] },
      { step: 'scale', from: [0, 255], to: [0, 1] },
    ])
    const [hint] = await hintsOf({
      files: { 'models/preprocessor_config.json': { size: { shortest_edge: 800 } } },
    })
    expect(hint?.words).toContain(
      'Not done by any step: resize of the shortest edge to 800, which keeps the aspect.',
    )
  })

  it('leaves out what is switched off', async () => {
    const config = {
      do_resize: false,
      size: 224,
      do_rescale: false,
      do_normalize: false,
      image_mean: [0.5],
      image_std: [0.5],
    }
    expect(await stepsOf({ files: { 'models/preprocessor_config.json': config } })).toEqual([
      { step: 'channels', order: 'rgb' },
    ])
  })
})

describe('a MONAI bundle', () => {
  const transforms = [
    { _target_: 'LoadImaged', keys: '@image_key' },
    { _target_: 'EnsureChannelFirstd', keys: 'image' },
    { _target_: 'Orientationd', keys: 'image', axcodes: 'RAS' },
    {
      _target_: 'monai.transforms.Spacingd',
      keys: ['image', 'label'],
      pixdim: [1.5, 1.5, 2],
      mode: ['bilinear', 'nearest'],
    },
    {
      _target_: 'ScaleIntensityRanged',
      keys: 'image',
      a_min: -57,
      a_max: 164,
      b_min: 0,
      b_max: 1,
      clip: true,
    },
    { _target_: 'Resized', keys: ['other'], spatial_size: [1, 1, 1] },
    { _target_: 'Resized', keys: 'image', spatial_size: [96, 128, 160] },
    { _target_: 'NormalizeIntensityd', keys: 'image', subtrahend: 0.2, divisor: 0.1 },
  ]

  it('gives its transforms in order, with axes and spacing as the tensor has them', async () => {
    const inference = { image_key: 'image', preprocessing: { _target_: 'Compose', transforms } }
    const [hint] = await hintsOf({
      card: scan,
      study: ofScan,
      files: { 'configs/inference.json': inference },
    })
    expect(hint?.source).toBe('../configs/inference.json')
    expect(hint?.edits[0]?.value).toEqual([
      { step: 'orient', axes: 'SAR' },
      { step: 'resample', spacingMm: [1.5, 1.5, 2], interpolation: 'linear' },
      { step: 'clip', min: -57, max: 164 },
      { step: 'scale', from: [-57, 164], to: [0, 1] },
      { step: 'resize', size: [96, 128, 160], interpolation: 'linear' },
      { step: 'normalise', mean: [0.2], std: [0.1] },
    ])
    expect(hint?.words).not.toContain('Not done')
  })

  it('says what no step does, and what is an expression', async () => {
    const inference = {
      preprocessing: { transforms: '@list' },
      list: [
        { _target_: 'Spacingd', keys: 'image', pixdim: '$@spacing' },
        { _target_: 'NormalizeIntensityd', keys: 'image', nonzero: true },
        { _target_: 'SomethingElsed', keys: 'image' },
      ],
    }
    const [hint] = await hintsOf({ card: scan, study: ofScan, files: { 'models/inference.json': inference } })
    expect(hint?.edits).toEqual([])
    expect(hint?.words).toBe(
      'Not done by any step: MONAI has the axes of a volume as x, y, z of the file; add an orient step with the letters in that order; Spacing with settings that are expressions; mean and deviation of each picture where it is not 0; SomethingElse.',
    )
  })

  it('tells what its network takes', async () => {
    const metadata = {
      network_data_format: {
        inputs: {
          image: {
            modality: 'CT',
            format: 'hounsfield',
            num_channels: 1,
            spatial_shape: [96, 96, '*'],
            value_range: [0, 1],
            channel_def: { 0: 'image' },
          },
        },
      },
    }
    const [hint] = await hintsOf({ card: scan, study: ofScan, files: { 'configs/metadata.json': metadata } })
    expect(hint?.words).toBe(
      'The network takes modality CT, format hounsfield, 1 channel (image), size 96 x 96 x *, values 0..1.',
    )
  })
})

describe('nnU-Net', () => {
  const plans = {
    transpose_forward: [0, 1, 2],
    foreground_intensity_properties_per_channel: {
      0: { mean: 50.5, std: 20.25, percentile_00_5: -900, percentile_99_5: 700, median: 40 },
    },
    configurations: {
      '2d': { spacing: [1, 1], patch_size: [128, 160], normalization_schemes: ['CTNormalization'] },
      '3d_lowres': {
        spacing: [3, 2, 2],
        patch_size: [96, 128, 160],
        normalization_schemes: ['CTNormalization'],
      },
      '3d_fullres': {
        spacing: [1, 1, 1],
        patch_size: [64, 64, 64],
        normalization_schemes: ['CTNormalization'],
      },
      '3d_cascade': { inherits_from: '3d_fullres' },
    },
  }

  it('gives the configuration whose patch the model takes', async () => {
    const files = { 'plans.json': plans, 'dataset.json': { channel_names: { 0: 'CT' } } }
    const hints = await hintsOf({ card: scan, study: ofScan, files })
    expect(hints[0]?.edits[0]?.value).toEqual([
      { step: 'clip', min: -900, max: 700 },
      { step: 'normalise', mean: 50.5, std: 20.25 },
      { step: 'resample', spacingMm: [3, 2, 2] },
      { step: 'pad', size: [96, 128, 160] },
      { step: 'crop', size: [96, 128, 160] },
    ])
    expect(hints[0]?.words).toContain('Configuration 3d_lowres, clip to -900..700')
    expect(hints[1]?.words).toBe('Channels in this order: CT.')
  })

  it('says that values are normalised by each picture, and axes in another order', async () => {
    const other = structuredClone(plans)
    other.transpose_forward = [2, 0, 1]
    other.configurations['3d_lowres'].normalization_schemes = ['ZScoreNormalization']
    const [hint] = await hintsOf({ card: scan, study: ofScan, files: { 'models/plans.json': other } })
    expect(hint?.words).toContain('axes in the order 2, 0, 1')
    expect(hint?.words).toContain('mean and deviation of each picture')
  })
})

describe('metadata of the model', () => {
  it('gives mean, deviation and range', async () => {
    const metadata = { mean: '[0.5, 0.5, 0.5]', std: '0.25,0.25,0.25', input_range: '[0, 1]' }
    expect(await stepsOf({ metadata })).toEqual([
      { step: 'channels', order: 'rgb' },
      { step: 'scale', from: [0, 255], to: [0, 1] },
      { step: 'normalise', mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] },
    ])
  })

  it.each([
    ['JSON', 'labels', '["a","b","c"]'],
    ['numbers as keys', 'id2label', '{"1":"b","0":"a","2":"c"}'],
    ['names as keys', 'classes', '{"b":1,"a":0,"c":2}'],
    ['Python', 'names', "{0: 'a', 1: 'b', 2: 'c'}"],
    ['commas', 'class_names', 'a, b, c'],
  ])('gives the names of outputs from %s', async (_what, key, text) => {
    expect(await hintsOf({ metadata: { [key]: text } })).toEqual([
      {
        source: 'metadata of model.onnx',
        modality: null,
        words: 'The outputs are a, b, c, in this order.',
        edits: [{ path: ['outputs', 'names'], value: ['a', 'b', 'c'] }],
      },
    ])
  })

  it.each([
    ['another number of names', { labels: 'a,b' }],
    ['a name twice', { labels: 'a,b,a' }],
    ['words for numbers', { mean: 'imagenet', std: 'imagenet' }],
  ])('gives nothing from %s', async (_what, metadata) => {
    expect(await hintsOf({ metadata })).toEqual([])
  })
})

it('reads names of outputs from config.json, and is not put off by files of the same names that are others', async () => {
  const files = {
    'config.json': { id2label: { 0: 'a', 1: 'b', 2: 'c' } },
    'models/preprocessor_config.json': '{ not json',
    'models/inference.json': [1, 2],
    'models/metadata.json': { network_data_format: 7 },
    'models/plans.json': { configurations: { x: 7 } },
    'data/dataset.json': 'null',
    'models/config.json': 'null',
  }
  const hints = await hintsOf({ files })
  expect(hints.map(({ source, modality }) => [source, modality])).toEqual([
    ['plans.json', 'skin'],
    ['../config.json', null],
  ])
  expect(hints[0]?.edits).toEqual([])
  expect(await hintsOf({ files, study: null })).toHaveLength(1)
})
