/** Code cites the statement of the method that lies in the repository, by sections that are there. */
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** Every text below these folders, with its path from the root. */
function texts(...folders: string[]): [path: string, text: string][] {
  return folders.flatMap((folder) =>
    readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(ts|vue|md|css|mjs)$/.test(path))
      .map((path): [string, string] => [
        `${folder}/${path}`,
        readFileSync(resolve(root, folder, path), 'utf8'),
      ]),
  )
}

function cited(text: string): string[] {
  return [...text.matchAll(/method\.md\)? sections? (\d+(?:(?:, | and )\d+)*)/g)].flatMap(
    ([, list = '']) => list.match(/\d+/g) ?? [],
  )
}

it('every cited section of docs/method.md is there', () => {
  const method = readFileSync(resolve(root, 'docs/method.md'), 'utf8')
  const sections = new Set([...method.matchAll(/^## (\d+)\. /gm)].map(([, number]) => number))
  const missing = texts('src', 'test', 'docs').flatMap(([path, text]) =>
    cited(text)
      .filter((number) => !sections.has(number))
      .map((number) => `${path}: section ${number}`),
  )
  expect(sections.size).toBe(9)
  expect(missing).toEqual([])
})

it('sources cite nothing that lies outside of the repository', () => {
  const outside = texts('src', 'docs').filter(([, text]) => /\bMETHOD\b|\.\.\/shared\/[A-Z]/.test(text))
  expect(outside.map(([path]) => path)).toEqual([])
})

it('every file that docs/method.md and docs/architecture.md name is there', () => {
  const paths = texts('src', 'test', 'scripts', 'bin').map(([path]) => path)
  for (const document of ['docs/method.md', 'docs/architecture.md', 'docs/glossary.md', 'CONTRIBUTING.md']) {
    const named = readFileSync(resolve(root, document), 'utf8').matchAll(/`([\w./-]+\.(?:ts|vue|css|mjs))`/g)
    for (const [, name = ''] of named) {
      expect(
        paths.some((path) => path === name || path.endsWith(`/${name}`)),
        `${document} names ${name}`,
      ).toBe(true)
    }
  }
})
