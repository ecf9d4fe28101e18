/** The devices that this build of onnxruntime knows. */
import { listSupportedBackends } from '../onnxruntime'
import { isDeviceName } from '@shared/words/device-titles'
import type { DeviceName } from '@shared/study'

/** Lists them; whether one of them works here is for `probeDevice` to find out. */
export function listBackends(): DeviceName[] {
  return listSupportedBackends()
    .map(({ name }) => name)
    .filter(isDeviceName)
}
