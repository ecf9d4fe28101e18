/** The devices of this machine: tried once, each in a process of its own, and remembered until machine or drivers change. */
import { join } from 'node:path'
import { z } from 'zod'
import { deviceStateSchema, type DeviceState } from '@shared/device'
import { deviceNames, type DeviceName } from '@shared/study'
import { whereRefused } from '@shared/expected-failure'
import { readUtf8 } from '../files/read-bytes'
import { machineKey } from '../session/devices/machine-key'
import { probeDevice } from '../session/devices/probe-device'
import { saveAtomically } from '../store/atomic-write'
import { parseJson } from '../store/parse-record'
import { makePrivateFolder } from '../store/private-folder'
import { toPrettyJson } from '../store/run-store'

const limitBytes = 2 ** 20
const storedSchema = z.object({ key: z.string(), devices: z.array(deviceStateSchema) })

/** Of this process, by machine: who asks while devices are being tried waits for the same answer. */
const asked = new Map<string, Promise<readonly DeviceState[]>>()

/** Lists all devices with the CPU. `home` is the folder of the application; one that cannot be written to is no failure. */
export async function findDevices(home: string): Promise<readonly DeviceState[]> {
  const key = await machineKey()
  const file = join(home, 'devices.json')
  const kept = await loadDevices(file, key)
  if (kept !== null) return kept
  const devices = await askOnce(key)
  await saveDevices(home, file, key, devices).catch(whereRefused(undefined))
  return devices
}

async function askOnce(key: string): Promise<readonly DeviceState[]> {
  const answer = asked.get(key) ?? probeAll(deviceNames)
  asked.set(key, answer)
  return answer
}

async function probeAll(names: readonly DeviceName[]): Promise<readonly DeviceState[]> {
  const states: DeviceState[] = []
  for (const name of names) states.push(await probeDevice(name))
  return states
}

async function loadDevices(file: string, key: string): Promise<readonly DeviceState[] | null> {
  const stored = storedSchema.safeParse(parseJson(await readUtf8(file, limitBytes).catch(whereRefused(''))))
  return stored.success && stored.data.key === key ? stored.data.devices : null
}

async function saveDevices(
  home: string,
  file: string,
  key: string,
  devices: readonly DeviceState[],
): Promise<void> {
  await makePrivateFolder(home)
  await saveAtomically(file, toPrettyJson({ key, devices }))
}
