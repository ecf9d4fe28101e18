/** Can a device be had on this machine? Tried in a process of its own, which a faulty driver may take down. */
import { spawn, type ChildProcess } from 'node:child_process'
import { z } from 'zod'
import type { DeviceState } from '@shared/device'
import type { ErrorData } from '@shared/errors'
import type { DeviceName } from '@shared/study'
import { onnxruntimeFolder } from '../onnxruntime'
import { ortWords } from '../ort-words'
import { withQuiet } from '../quiet-environment'
import { listBackends } from './list-backends'
import { buildProbeModel, probeInput, probeOutputs } from './probe-model'
import { probeScript, type ProbeAnswer } from './probe-script'

export interface ProbeOptions {
  /** Devices that this build knows. */
  readonly backends?: readonly DeviceName[]
  readonly script?: string
  /** The first use of a device compiles and loads: it may take long. */
  readonly limitMs?: number
}

const answerSchema = z.object({ outputs: z.array(z.number()).nullable(), words: z.string() })
const usualLimitMs = 60_000
/** onnxruntime puts its source line and the condition that failed in front of what it has to say. */
const sourceLine = /^\S+\.cc:\d+ .* was false\. /s

/** Tries a device; never throws. A refusal is session/device-absent or session/device-refused with its reason. */
export async function probeDevice(device: DeviceName, options: ProbeOptions = {}): Promise<DeviceState> {
  if (device === 'cpu') return { device, refused: null }
  const { backends = listBackends(), script = probeScript, limitMs = usualLimitMs } = options
  if (!backends.includes(device)) {
    const details = { device, platform: `${process.platform} ${process.arch}` }
    return { device, refused: { code: 'session/device-absent', details } }
  }
  return { device, refused: toRefusal(device, await ask(start(device, script), limitMs)) }
}

/** By the Node program that engine and runner run in themselves, under Electron too. */
function start(device: DeviceName, script: string): ChildProcess {
  const model = Buffer.from(buildProbeModel()).toString('base64')
  const words = ['-e', script, '--', onnxruntimeFolder, device, model, JSON.stringify(probeInput)]
  return spawn(process.execPath, words, {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: withQuiet(process.env),
    windowsHide: true,
  })
}

/** Waits for the answer, the end or the limit, whichever comes first. */
async function ask(child: ChildProcess, limitMs: number): Promise<ProbeAnswer> {
  return new Promise((resolve) => {
    const end = (answer: ProbeAnswer): void => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      resolve(answer)
    }
    const timer = setTimeout(() => {
      end({ outputs: null, words: `it did not answer within ${limitMs / 1000} s` })
    }, limitMs)
    child.once('message', (message) => {
      end(answerSchema.safeParse(message).data ?? { outputs: null, words: 'it answered what we cannot read' })
    })
    child.once('error', (error) => {
      end({ outputs: null, words: error.message })
    })
    child.once('exit', (code, signal) => {
      const how = signal === null ? `exit code ${code ?? 0}` : `signal ${signal}`
      end({ outputs: null, words: `the process that tried it ended (${how})` })
    })
  })
}

function toRefusal(device: DeviceName, { outputs, words }: ProbeAnswer): ErrorData | null {
  if (
    outputs?.length === probeOutputs.length &&
    outputs.every((value, index) => value === probeOutputs[index])
  )
    return null
  const why =
    outputs === null
      ? ortWords(words.replace(sourceLine, ''), 'probe')
      : `it computed ${outputs.join(', ')} for ${probeOutputs.join(', ')}`
  return { code: 'session/device-refused', details: { device, why } }
}
