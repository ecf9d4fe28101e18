/** How onnxruntime is asked to compute on a device. */
import type { SessionOptions } from '../onnxruntime'
import type { DeviceName } from '@shared/study'

type ProviderSettings = Pick<SessionOptions, 'executionProviders' | 'enableMemPattern'>

/**
 * Makes the settings of a device. Operators that it lacks run on the CPU, as onnxruntime arranges it.
 *
 * For CUDA it switches TF32 off, whose products have 10 bits of mantissa: the Node binding of onnxruntime passes on no
 * `use_tf32`, so it is done by the environment variable that NVIDIA's libraries read when they are loaded.
 */
export function providerSettings(device: DeviceName): ProviderSettings {
  if (device === 'cuda') process.env['NVIDIA_TF32_OVERRIDE'] ??= '0'
  const executionProviders = [device]
  // DirectML refuses sessions with memory patterns.
  return device === 'dml' ? { executionProviders, enableMemPattern: false } : { executionProviders }
}
