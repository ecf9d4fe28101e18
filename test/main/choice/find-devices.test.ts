import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deviceNames } from '@shared/study'
import { expect, it } from 'vitest'
import { listDevices } from '../../../src/main/choice/candidates'
import { findDevices } from '../../../src/main/choice/find-devices'
import { machineKey } from '../../../src/main/session/devices/machine-key'
import { useTemporaryFolders } from '../../fixtures/builders/temporary-folder'

const folders = useTemporaryFolders()

it('lists every device, the CPU first and always there', async () => {
  const found = await findDevices(folders({}))
  expect(found.map(({ device }) => device)).toEqual([...deviceNames])
  expect(found[0]?.refused).toBeNull()
})

it('remembers what it found until the machine changes', async () => {
  const home = folders({})
  const file = join(home, 'devices.json')
  const found = await findDevices(home)
  const stored = JSON.parse(readFileSync(file, 'utf8')) as { key: string; devices: unknown[] }
  expect(stored).toEqual({ key: await machineKey(), devices: found })
  const remembered = [{ device: 'cpu', refused: null }]
  writeFileSync(file, JSON.stringify({ ...stored, devices: remembered }))
  expect(await findDevices(home)).toEqual(remembered)
  writeFileSync(file, JSON.stringify({ key: 'another machine', devices: remembered }))
  expect(await findDevices(home)).toEqual(found)
  writeFileSync(file, '{ damaged')
  expect(await findDevices(home)).toEqual(found)
})

it('is another machine once the drivers are found elsewhere', async () => {
  const elsewhere = { ...process.env, LD_LIBRARY_PATH: '/opt/cuda/lib64' }
  expect(await machineKey(elsewhere)).not.toBe(await machineKey())
  expect(await machineKey({ ...process.env, UNRELATED: '1' })).toBe(await machineKey())
})

it('works where nothing can be written', async () => {
  const home = folders({ file: '' })
  rmSync(home, { recursive: true })
  writeFileSync(home, 'a file in the place of the folder')
  expect(await findDevices(join(home, 'below'))).toHaveLength(deviceNames.length)
})

it('tries nothing for a run on the CPU, and one device by name again that was refused before', async () => {
  const home = folders({})
  expect(await listDevices(home, 'cpu')).toEqual([])
  expect((await listDevices(home, 'auto')).map(({ device }) => device)).toEqual(deviceNames.slice(1))
  const [dml] = await listDevices(home, 'dml')
  expect(dml?.device).toBe('dml')
})
