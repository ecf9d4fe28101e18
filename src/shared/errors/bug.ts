import { entry } from './entry'

export const bugErrors = {
  'bug/unexpected': entry<{ where: string; words: string }>(
    'bug',
    (d) => `Something went wrong inside ModaLens (${d.where}): ${d.words}.`,
    'Please report this with the version of ModaLens. Finished cases of a run are on disk and can be resumed.',
  ),
}
