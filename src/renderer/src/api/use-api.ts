/** The one way from the page to the engine and to the window around it. Chosen once, by what is there. */
import { inject, type App, type InjectionKey } from 'vue'
import type { Api } from '@shared/api'
import type { ElectronBridge } from '@shared/electron-bridge'
import type { Host } from '@shared/host'
import { createBrowserApi, socketUrl } from './browser-api'
import { createBrowserHost, createElectronHost } from './create-host'
import { createElectronApi } from './electron-api'

export interface Surroundings {
  readonly api: Api
  readonly host: Host
}

declare global {
  interface Window {
    readonly modalens?: ElectronBridge
  }
}

const key: InjectionKey<Surroundings> = Symbol('surroundings')

/** Finds out where the page runs: the preload of Electron leaves its bridge on the window. */
export function findSurroundings(): Surroundings {
  const bridge = window.modalens
  if (bridge !== undefined) return { api: createElectronApi(bridge), host: createElectronHost(bridge) }
  return { api: createBrowserApi(socketUrl(window.location)), host: createBrowserHost() }
}

/** Gives an application its surroundings; tests hand over a fake. */
export function provideSurroundings(app: App, surroundings: Surroundings): void {
  app.provide(key, surroundings)
}

/** The Api of this application. */
export function useApi(): Api {
  return useSurroundings().api
}

/** The abilities of the window. */
export function useHost(): Host {
  return useSurroundings().host
}

function useSurroundings(): Surroundings {
  const surroundings = inject(key)
  if (surroundings === undefined) throw new Error('provideSurroundings was not called')
  return surroundings
}
