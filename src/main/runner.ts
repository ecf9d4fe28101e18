/** Entry of a runner process: executes one run or one estimate and ends. */
import { setTimeout as delay } from 'node:timers/promises'
import { createThreads } from './hosts/engine/case-threads'
import { followHost } from './hosts/engine/follow-host'
import { connectParent } from './hosts/engine/parent-port'
import { serveRunner } from './hosts/engine/serve-runner'

/** Long enough for the last message to leave. */
const lastWordsMs = 100

followHost()
serveRunner(connectParent(), createThreads(import.meta.dirname), () => {
  void delay(lastWordsMs).then(() => {
    process.exit(0)
  })
})
