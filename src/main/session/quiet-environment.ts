/** What keeps onnxruntime from sending telemetry; it reads the environment once, when it is loaded. */
import { platform } from 'node:os'

/**
 * The environment of a process in which onnxruntime sends and keeps nothing. ORT_DISABLE_TELEMETRY is the full opt-out of Linux and
 * macOS; the Windows build knows only the switch of its own unit tests, which turns its events (ETW) off.
 */
export const quietEnvironment: Readonly<Record<string, string>> = {
  ORT_DISABLE_TELEMETRY: '1',
  ...(platform() === 'win32' ? { ORT_RUNNING_UNIT_TESTS: '1' } : {}),
}

/** Puts it around what a new process is to be given. */
export function withQuiet(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...environment, ...quietEnvironment }
}

/** Tells whether an environment has it. */
export function isQuiet(environment: NodeJS.ProcessEnv): boolean {
  return Object.entries(quietEnvironment).every(([name, value]) => environment[name] === value)
}
