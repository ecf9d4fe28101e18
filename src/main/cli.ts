/** Entry of the command line. */
import { createNodeFork } from './hosts/engine/fork-node'
import { createInterrupt } from './hosts/cli/interrupt'
import { openTerminal } from './hosts/cli/terminal'
import { runCommandLine } from './hosts/cli/run-command-line'

const terminal = openTerminal()
const interrupt = createInterrupt(process, terminal)

process.exitCode = await runCommandLine(process.argv.slice(2), {
  terminal,
  programs: import.meta.dirname,
  fork: createNodeFork(import.meta.dirname),
  get signal() {
    return interrupt.signal()
  },
})
