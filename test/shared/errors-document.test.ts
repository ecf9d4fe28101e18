import { resolve } from 'node:path'
import {
  describeError,
  errorTable,
  type Details,
  type ErrorCode,
  type ErrorKind,
  type ErrorWords,
} from '@shared/errors'
import { expect, it } from 'vitest'

const document = resolve(import.meta.dirname, '../../docs/errors.md')

const meanings: Readonly<Record<ErrorKind, string>> = {
  input: 'something the user can mend; exit code 2',
  environment: 'something this machine lacks; exit code 3',
  cancelled: 'the user did it; exit code 130',
  bug: 'a fault of ModaLens; exit code 70',
  notice: 'did not stop anything',
}

/** Details that stand for themselves: {caseId}; a list where the sentence wants to join one. */
const placeholders = new Proxy<Details>(
  {},
  {
    get: (_target, name) => {
      const words = `{${String(name)}}`
      const say = (): string => words
      const methods = {
        toString: say,
        join: say,
        toFixed: say,
        toPrecision: say,
        replace: say,
        [Symbol.toPrimitive]: say,
        [Symbol.iterator]: () => [words].values(),
      }
      return new Proxy(Object.assign([words], methods), {
        get: (list, key) =>
          key === 'length' ? { [Symbol.toPrimitive]: () => '{number}' } : (Reflect.get(list, key) as unknown),
      }) as never
    },
  },
)

function toRow(code: ErrorCode): string {
  const { kind, sentence, advice } = describeError({ code, details: placeholders })
  // A word chosen by a detail has no placeholder.
  const cell = (text: string | undefined): string =>
    [text ?? '...'].join('').replaceAll('|', '\\|').replaceAll('NaN', '{number}').replaceAll('\n', ' ')
  return `| \`${code}\` | ${kind} | ${cell(sentence)} | ${cell(advice)} |`
}

it('docs/errors.md lists every code as the program says it (npm run docs:errors writes it)', async () => {
  const codes = (Object.keys(errorTable) as ErrorCode[]).toSorted()
  const text = [
    '# Errors and notices',
    '',
    'Generated from `src/shared/errors`. Words in braces are filled in. Kinds:',
    '',
    ...Object.entries(meanings).map(([kind, meaning]) => `- *${kind}*: ${meaning}`),
    '',
    '| code | kind | sentence | advice |',
    '| --- | --- | --- | --- |',
    ...codes.map(toRow),
    '',
  ].join('\n')
  await expect(text).toMatchFileSnapshot(document)
})

it('no sentence has a place that nothing fills', () => {
  const empty = (Object.keys(errorTable) as ErrorCode[]).filter((code) => {
    const { sentence, advice = '' } = describeError({ code, details: placeholders }) as Partial<ErrorWords>
    return /: *\.(\s|$)|\(\s*\)|undefined|\[object|, *[,.]|\S {2,}\S/.test(`${sentence ?? ''} | ${advice}`)
  })
  expect(empty).toEqual([])
})
