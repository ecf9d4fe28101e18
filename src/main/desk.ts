/** Entry of the desk process: reads what a person looks at, for the engine that forked it. */
import { followHost } from './hosts/engine/follow-host'
import { connectParent } from './hosts/engine/parent-port'
import { serveDesk } from './hosts/engine/serve-desk'

followHost()
serveDesk(connectParent(), () => {
  process.exit(0)
})
