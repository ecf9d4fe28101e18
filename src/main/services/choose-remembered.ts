/** Device and path of a run: what was fastest for the same model on this machine before, checked again, or measured now. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { ErrorData } from '@shared/errors'
import { chooseDevice, type DeviceQuestion } from '../run/choose-device'
import type { ChosenPath, RunQuestion } from '../run/choose-path'
import { sessionOptions } from '../run/session-options'
import { machineKey } from '../session/devices/machine-key'
import { forgetPath, recallPath, rememberPath, type RememberedPath } from '../store/path-memory'
import { devicesFor } from './find-devices'

/**
 * Chooses for a run. What an earlier run measured is taken without measuring again, but not without the comparison with the plain
 * path (method.md section 9); where it fails that, all is measured anew. `home` is the folder of the application.
 */
export async function chooseRemembered(home: string, question: RunQuestion): Promise<ChosenPath> {
  const { settings } = question.prepared
  const devices = await devicesFor(home, settings.device)
  const measured = { ...question, wanted: settings.path, devices }
  // A path that was asked for is not measured: there is nothing to remember.
  if (settings.path !== 'auto') return chooseDevice(measured)
  const file = memoryFile(home)
  const key = await memoryKey(question)
  const remembered = await recallPath(file, key)
  const again = remembered === null ? null : await chooseAgain(measured, remembered)
  if (again !== null) return again
  const chosen = await chooseDevice(measured)
  if (!isSure(chosen)) {
    await forgetPath(file, key)
    return chosen
  }
  const device = chosen.choice.device?.device ?? 'cpu'
  await rememberPath(file, key, {
    path: chosen.path.name,
    device,
    batchSize: chosen.batchSize,
    workers: null,
  })
  return chosen
}

/** Where a path was refused for what it computed, the next run tries all again and says so again. */
function isSure({ choice }: ChosenPath): boolean {
  return choice.path !== 'plain' && choice.trials.every(({ refused }) => refused?.code !== 'run/path-differs')
}

/** The plain path on the CPU, after a process that tried others ended by itself; what is remembered is forgotten. */
export async function chooseAfterCrash(
  home: string,
  question: RunQuestion,
  why: string,
): Promise<ChosenPath> {
  await forgetChoice(home, question)
  const { prepared } = question
  const onCpu = { ...prepared, settings: { ...prepared.settings, device: 'cpu' as const } }
  const chosen = await chooseDevice({ ...question, prepared: onCpu, wanted: 'plain', devices: [] })
  const crashed: ErrorData = { code: 'run/path-crashed', details: { why } }
  const { choice, notices } = chosen
  return {
    ...chosen,
    choice: { ...choice, notices: [crashed, ...choice.notices] },
    notices: [crashed, ...notices],
  }
}

/** Forgets what is remembered for a question: its outputs turned out to be wrong. */
export async function forgetChoice(home: string, question: RunQuestion): Promise<void> {
  await forgetPath(memoryFile(home), await memoryKey(question))
}

/** How many cases at once were fastest for the same question before; null when that is not known. */
export async function recallWorkers(home: string, question: RunQuestion): Promise<number | null> {
  return (await recallPath(memoryFile(home), await memoryKey(question)))?.workers ?? null
}

/** Remembers how many cases at once were fastest, beside the path that is remembered; without one, nothing. */
export async function rememberWorkers(home: string, question: RunQuestion, workers: number): Promise<void> {
  const key = await memoryKey(question)
  const known = await recallPath(memoryFile(home), key)
  if (known !== null && known.workers !== workers)
    await rememberPath(memoryFile(home), key, { ...known, workers })
}

function memoryFile(home: string): string {
  return join(home, 'paths.json')
}

/** Takes what is remembered; null when it is not what it was. */
async function chooseAgain(
  { prepared, devices, ...question }: DeviceQuestion,
  { path, device, batchSize }: RememberedPath,
): Promise<ChosenPath | null> {
  const chosen = await chooseDevice({
    ...question,
    prepared: { ...prepared, settings: { ...prepared.settings, device } },
    wanted: path,
    batchSize,
    // Those that cannot be had are still told of.
    devices: devices.filter((one) => one.refused !== null || one.device === device),
  })
  if (chosen.path.name === path && chosen.choice.device?.device === device) return chosen
  await chosen.path.release()
  return null
}

/** What the speed of a path hangs on: machine, model, sizes of the case, parts, settings, and how long the run is. */
async function memoryKey({ prepared, occluded, unlike = null, batchSize }: RunQuestion): Promise<string> {
  const { card, settings, cases } = prepared
  const facts = {
    machine: await machineKey(),
    model: card.sha256,
    tensors: [...occluded.original.modalities.values()].flatMap(({ tensors }) =>
      [...tensors].map(([name, { dims }]) => [name, dims]),
    ),
    isMixed: unlike !== null,
    parts: occluded.maskers.map(({ name, words }) => [name, words]),
    settings: [settings.device, sessionOptions(prepared).threads, batchSize],
    // A path that pays off its opening over many cases may not do so over a few.
    caseDigits: String(cases.length).length,
  }
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}
