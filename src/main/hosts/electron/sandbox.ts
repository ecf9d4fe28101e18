/** The sandbox of Chromium around every page. */
import { app } from 'electron'

/**
 * Switches the sandbox on for every page; must run before the application is ready.
 *
 * A start with --no-sandbox (root on Linux, where Chromium refuses to start otherwise) is left as it is: enableSandbox
 * would take the switch back after the processes that it concerns were started without one.
 */
export function requireSandbox(): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
}
