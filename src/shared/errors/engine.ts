import { entry } from './entry'

export const engineErrors = {
  'engine/stopped': entry<{ why: string }>(
    'environment',
    (d) => `The engine process stopped (${d.why}).`,
    'It is started again by itself. An interrupted run can be resumed: finished cases are kept.',
  ),
  'engine/given-up': entry<{ why: string; deaths: number }>(
    'environment',
    (d) => `The engine process stopped ${d.deaths} times in a row (${d.why}) and is not started again.`,
    'Finished cases of a run are kept. Try again in half a minute: the engine is then started once more. If it stops again, close ModaLens and start it anew; if that does not help either, install it again.',
  ),
  'engine/host-gone': entry(
    'environment',
    () => 'ModaLens does not answer: the program that served this page has ended.',
    'Start it again (modalens serve) and open the address that it prints. Finished cases are kept; a run that was under way can be resumed.',
  ),
  'engine/not-admitted': entry(
    'input',
    () => 'ModaLens does not know this page: it belongs to an earlier start of the program.',
    'Open the address that the running ModaLens printed.',
  ),
  'engine/bad-message': entry<{ why: string }>(
    'bug',
    (d) => `The connection was closed after a message that is none of the Api: ${d.why}.`,
    'Reload the page. If it happens again, please report this: the page and the engine do not agree.',
  ),
  'engine/no-node': entry<{ file: string }>(
    'environment',
    (d) => `The Node program that computes is missing: ${d.file}.`,
    'Install ModaLens again; from its repository start it with npm start.',
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
