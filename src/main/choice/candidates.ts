/** The candidates: devices and paths that may compute a run, in the order in which they are tried. */
import type { DeviceState } from '@shared/device'
import { runPaths, type DeviceSetting, type RunPathName } from '@shared/study'
import { probeDevice } from '../session/devices/probe-device'
import { findDevices } from './find-devices'
import type { Question } from './question'

export interface Candidates {
  /** What was asked for; with auto, whatever is faster. */
  readonly device: DeviceSetting
  /** Beside the CPU, with those that cannot be had; none for a run on the CPU. */
  readonly devices: readonly DeviceState[]
  /** What was asked for; with auto, whatever is fastest. */
  readonly path: RunPathName | 'auto'
  /** Masks per forward pass. */
  readonly batchSize: number
}

/** Lists what the study leaves open; `home` is the folder of the application, which knows the devices. */
export async function listCandidates(home: string, { prepared, batchSize }: Question): Promise<Candidates> {
  const { device, path } = prepared.settings
  return { device, devices: await listDevices(home, device), path, batchSize }
}

/** The one candidate that needs no trial. */
export const plainOnCpu: Candidates = { device: 'cpu', devices: [], path: 'plain', batchSize: 1 }

/** Lists the devices beside the CPU. One that was asked for by name and refused before is tried again. */
export async function listDevices(home: string, wanted: DeviceSetting): Promise<readonly DeviceState[]> {
  if (wanted === 'cpu') return []
  const found = (await findDevices(home)).filter(({ device }) => device !== 'cpu')
  if (wanted === 'auto') return found
  const known = found.find(({ device }) => device === wanted)
  return [known?.refused === null ? known : await probeDevice(wanted)]
}

/** Lists paths, fastest first, from the wanted one downwards; the plain path needs no trial. */
export function listPaths(wanted: RunPathName | 'auto'): RunPathName[] {
  const from = wanted === 'auto' ? runPaths.length : runPaths.indexOf(wanted) + 1
  return runPaths.slice(1, from).toReversed()
}
