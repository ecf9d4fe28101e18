import vue from 'eslint-plugin-vue'
import prettier from 'eslint-config-prettier'
import globals from 'globals'
import tseslint from 'typescript-eslint'

/** Folder n of src/main imports only lower numbers and src/shared: the order is the flow of a run, with files before it. */
const flow = [
  'files',
  'dataset',
  'readers',
  'tensors',
  'maskers',
  'kinds',
  'draft',
  'batch',
  'graph',
  'session',
  'contribution',
  'run',
  'store',
  'choice',
  'report',
  'demo',
  'services',
  'hosts',
]

/** Folders that read only what the program itself has written or brought along. */
const readOwnFiles = new Set(['files', 'store', 'hosts'])

/**
 * `store` keeps what `run` makes while it goes on, so `run` is handed a store by `services` and never imports it. `choice` tries what
 * `run` does and keeps it in the run folder, so it comes behind both; `run` is handed what was chosen.
 */
const flowBoundaries = flow.map((folder, index) => ({
  files: [`src/main/${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: readsThroughFiles(folder),
        patterns: [...laterSteps(folder, index), ...onlyIn(folder)],
      },
    ],
  },
}))

function laterSteps(folder, index) {
  const names = flow.slice(index + 1)
  const later = [...names.flatMap((name) => [`**/${name}`, `**/${name}/**`]), '!@shared/**']
  const message = `${folder} is step ${index + 1} of the flow and may import only earlier steps and @shared: what comes later must stay replaceable.`
  return names.length === 0 ? [] : [{ group: later, message }]
}

/** What a user names may be a pipe, a device or a file without end: src/main/files finds that out before the first byte. */
function readsThroughFiles(folder) {
  if (readOwnFiles.has(folder)) return []
  const message = 'Files are opened for reading by src/main/files, which checks what they are and how large.'
  const importNames = [
    'readFile',
    'readFileSync',
    'createReadStream',
    'open',
    'openSync',
    'read',
    'readSync',
    'openAsBlob',
  ]
  return ['node:fs', 'node:fs/promises'].map((name) => ({ name, importNames, message }))
}

/** Libraries with one importer: the rest of the program must not learn their types or their faults. */
function onlyIn(folder) {
  const owners = [
    { library: 'dicom-parser', owner: 'readers' },
    { library: 'dcmjs-imaging', owner: 'readers' },
    { library: 'dcmjs/*', owner: 'readers' },
    { library: 'nifti-reader-js', owner: 'readers' },
    { library: 'tiff', owner: 'readers' },
    { library: 'exif-reader', owner: 'readers' },
    { library: 'csv-parse/*', owner: 'dataset' },
    { library: 'read-excel-file/*', owner: 'dataset' },
    { library: '@bufbuild/protobuf*', owner: 'graph' },
    { library: 'pdfkit', owner: 'report' },
    { library: 'tokenizers', owner: 'tensors' },
  ]
  const foreign = owners
    .filter(({ owner }) => owner !== folder)
    .map(({ library, owner }) => ({
      group: [library],
      message: `Only src/main/${owner} imports ${library}: go through its functions.`,
    }))
  const electron = {
    group: ['electron', 'electron/*'],
    message:
      'Only hosts/electron, index.ts and the preload import electron: everything else also runs under plain Node.',
  }
  return [...foreign, electron]
}

const pureShared = {
  files: ['src/shared/**/*.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: ['node:*', 'electron', 'vue', 'pinia', '**/main/**', '**/renderer/**'],
            message:
              'src/shared is plain data and pure functions for both sides: no Node, no Electron, no Vue.',
          },
        ],
      },
    ],
  },
}

const rendererFeatures = ['dataset', 'model', 'study', 'run', 'contribution', 'report']
const rendererBoundaries = {
  files: ['src/renderer/src/**/*.{ts,vue}'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: ['**/main/**', 'electron', 'node:*'],
            message: 'The renderer reaches the engine only through useApi().',
          },
          {
            group: rendererFeatures.map((feature) => `@/${feature}/*`),
            message: 'A feature is imported by its index: its inner files are its own business.',
          },
          {
            group: ['echarts', 'echarts/*', 'vue-echarts'],
            message: 'Only ui/ imports ECharts: charts are pure options from @shared/charts.',
          },
        ],
      },
    ],
  },
}

/** What depends on the kind of a modality stands in the kinds and is looked up in their table. */
const kindNames = '/^(image|volume|tabular|signal)$/'
const kindsInTheirTable = [
  'BinaryExpression[left.property.name="kind"][right.value=%]',
  'SwitchCase[test.value=%]',
].map((selector) => ({
  selector: selector.replace('%', kindNames),
  message:
    'Ask the table of kinds (kindOf, descriptionOf, rendererKinds, reportKinds): what a kind does stands in its folder.',
}))

const namedExports = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only: the name is the same everywhere.',
}

export default tseslint.config(
  { ignores: ['out', 'coverage', 'node_modules', 'src/main/graph/onnx_pb.ts', 'resources'] },
  ...tseslint.configs.strictTypeChecked,
  ...vue.configs['flat/recommended'],
  {
    languageOptions: {
      globals: { ...globals.node },
      parserOptions: {
        parser: tseslint.parser,
        projectService: { allowDefaultProject: ['*.js', 'bin/*.mjs', 'scripts/*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        namedExports,
        ...kindsInTheirTable,
        {
          selector: 'Literal[value=/^onnxruntime-/]',
          message:
            'Only src/main/session/onnxruntime.ts loads onnxruntime: there its telemetry is switched off first.',
        },
      ],
    },
  },
  { files: ['**/*.{js,mjs}'], ...tseslint.configs.disableTypeChecked },
  { files: ['**/*.vue'], rules: { 'no-restricted-syntax': ['error', ...kindsInTheirTable] } },
  {
    // Readers know what lies in a file, which has the same names; tests build modalities of every kind.
    files: ['**/kinds/**', 'src/main/readers/**', 'test/**', 'scripts/**'],
    rules: { 'no-restricted-syntax': ['error', namedExports] },
  },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  { files: ['*.config.{ts,js}', '**/*.d.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['src/main/session/onnxruntime.ts'],
    rules: { 'no-restricted-syntax': ['error', namedExports] },
  },
  ...flowBoundaries,
  {
    files: ['src/main/hosts/electron/**/*.ts', 'src/main/index.ts', 'src/preload/**/*.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  pureShared,
  rendererBoundaries,
  { files: ['src/renderer/src/ui/**'], rules: { 'no-restricted-imports': 'off' } },
  prettier,
)
