/** Entry of the command line. */
import { runCommandLine } from './hosts/cli/run-command-line'
import { createNodeFork } from './hosts/engine/fork-node'
import { openTerminal } from './hosts/cli/terminal'

const abort = new AbortController()
const terminal = openTerminal()

// The first Ctrl+C stops after the batch at hand; the second one at once, which a run survives too.
process.once('SIGINT', () => {
  terminal.say('\nStopping after this batch ...')
  abort.abort()
  process.once('SIGINT', () => process.exit(130))
})

process.exitCode = await runCommandLine(process.argv.slice(2), {
  terminal,
  programs: import.meta.dirname,
  fork: createNodeFork(import.meta.dirname),
  signal: abort.signal,
})
