import { createPinia } from 'pinia'
import type { Plugin } from 'vue'
import type { Api } from '@shared/api'
import type { Host } from '@shared/host'
import { provideSurroundings } from '@/api/use-api'

/** One call of the contract as a test answers it: a stream may be any async iterable. */
type Answer<Call> = Call extends (input: infer Input, ...rest: never[]) => Promise<infer Output>
  ? (
      input: NonNullable<Input>,
    ) => Promise<Output extends AsyncIterable<infer Event> ? AsyncIterable<Event> : Output>
  : never

/** Answers of a fake engine: any part of the contract, each with the contract's own types. */
export type FakeAnswers = {
  readonly [Noun in keyof Api]?: { readonly [Name in keyof Api[Noun]]?: Answer<Api[Noun][Name]> }
}

const nouns: Record<keyof Api, true> = {
  files: true,
  studies: true,
  drafts: true,
  datasets: true,
  models: true,
  devices: true,
  runs: true,
  scans: true,
  reports: true,
  settings: true,
  views: true,
}

/** An Api that knows `answers` and refuses every other call by its name. */
export function createFakeApi(answers: FakeAnswers): Api {
  const refusing = (noun: keyof Api) =>
    new Proxy(
      { ...answers[noun] },
      {
        get: (known: Record<string, unknown>, name: string) =>
          known[name] ?? (() => Promise.reject(new Error(`the test has no answer for ${noun}.${name}`))),
      },
    )
  const names = Object.keys(nouns) as (keyof Api)[]
  return Object.fromEntries(names.map((noun) => [noun, refusing(noun)])) as unknown as Api
}

export const fakeHost: Host = {
  kind: 'browser',
  canChooseFiles: false,
  chooseStudy: () => Promise.resolve(null),
  chooseFiles: () => Promise.resolve([]),
  chooseFolder: () => Promise.resolve(null),
  fileOf: () => Promise.resolve(null),
  saveFile: () => Promise.resolve(),
}

/** What a component needs around it. */
export function fakeSurroundings(answers: FakeAnswers): Plugin[] {
  const surroundings: Plugin = {
    install: (app) => {
      provideSurroundings(app, { api: createFakeApi(answers), host: fakeHost })
    },
  }
  return [createPinia(), surroundings]
}
