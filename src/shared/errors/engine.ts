import { entry } from './entry'

export const engineErrors = {
  'engine/stopped': entry<{ why: string }>(
    'environment',
    (d) => `The engine process stopped (${d.why}).`,
    'It was started again. An interrupted run can be resumed: finished cases are kept.',
  ),
  'engine/given-up': entry<{ why: string; deaths: number }>(
    'environment',
    (d) => `The engine process stopped ${d.deaths} times in a row (${d.why}) and is not started again.`,
    'Finished cases of a run are kept. Close ModaLens and start it again; if it happens again, install it anew with npm ci.',
  ),
  'engine/port': entry<{ port: number }>(
    'environment',
    (d) => `The port ${d.port} on 127.0.0.1 cannot be used.`,
    'Choose another with --port, or leave it out for any free one.',
  ),
  'engine/bad-request': entry<{ call: string; problem: string }>(
    'bug',
    (d) => `The call ${d.call} was refused: ${d.problem}.`,
    'Please report this: the page and the engine do not agree.',
  ),
}
