/** What the page may not do: leave, open windows, ask for permissions, reach any network. */
import { app, session } from 'electron'
import { pageOrigin } from './page-protocol'

/** Refuses navigation, new windows and webviews for everything that is ever created. */
export function refuseNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
    })
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

/** Refuses every permission: camera, location, notifications and the rest. */
export function refusePermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false)
  })
  session.defaultSession.setPermissionCheckHandler(() => false)
}

/** Offline by construction: only the page's own scheme, and blobs and data that it made itself, are ever loaded. */
export function refuseRequests(): void {
  const allowed = [`${pageOrigin}/`, 'blob:', 'data:', 'devtools://']
  session.defaultSession.webRequest.onBeforeRequest((details, decide) => {
    decide({ cancel: !allowed.some((start) => details.url.startsWith(start)) })
  })
}
