import { entry } from './entry'

export const demoErrors = {
  'demo/unknown': entry<{ demo: string; known: readonly string[] }>(
    'input',
    (d) => `There is no demo ${d.demo}.`,
    (d) => `There are: ${d.known.join(', ')}.`,
  ),
}
