import { entry } from './entry'

export const engineErrors = {
  'engine/stopped': entry<{ why: string }>(
    'environment',
    (d) => `The engine process stopped (${d.why}).`,
    'It was started again. An interrupted run can be resumed: finished cases are kept.',
  ),
  'engine/start': entry<{ why: string }>(
    'environment',
    (d) => `The engine process could not be started: ${d.why}.`,
    'Install the project again with npm ci.',
  ),
}
