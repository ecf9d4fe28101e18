/** Entry of the engine process: serves the Api to the host that forked it. */
import { createNodeFork } from './hosts/engine/fork-node'
import { followHost } from './hosts/engine/follow-host'
import { connectParent } from './hosts/engine/parent-port'
import { serveEngine } from './hosts/engine/serve-engine'

followHost()
serveEngine(connectParent(), createNodeFork(import.meta.dirname))
