/** Hands a page its port to the engine and relays between the two. */
import { ipcMain, MessageChannelMain } from 'electron'
import type { ErrorData } from '@shared/errors'
import type { EngineSupervisor } from '../engine/engine-supervisor'
import { channelNames } from './channel-names'
import { isOurPage } from './our-page'

/** Answers every connect of our page with a fresh port; the port is closed when the engine dies, and the page asks again. */
export function connectPages(engine: EngineSupervisor): void {
  let fault: ErrorData | null = null
  // A port closes without a word; the page asks for it.
  ipcMain.handle(channelNames.fault, (event) => (isOurPage(event.senderFrame) ? fault : null))
  ipcMain.on(channelNames.connect, (event) => {
    if (!isOurPage(event.senderFrame)) return
    const { port1, port2 } = new MessageChannelMain()
    const channel = engine.open(
      (data) => {
        port1.postMessage(data)
      },
      (why) => {
        fault = { code: why.code, details: why.details }
        port1.close()
      },
    )
    port1.on('message', ({ data }) => {
      channel.send(data)
    })
    port1.on('close', channel.close)
    port1.start()
    event.senderFrame?.postMessage(channelNames.port, null, [port2])
  })
}
