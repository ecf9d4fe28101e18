/** What a device is called where a person reads it, and what it needs. */
import { deviceNames, type DeviceName } from '../study/run-settings'

interface DeviceTitle {
  readonly title: string
  readonly needs: string
}

export const deviceTitles: Readonly<Record<DeviceName, DeviceTitle>> = {
  cpu: { title: 'CPU', needs: 'Nothing.' },
  cuda: {
    title: 'CUDA (NVIDIA)',
    needs:
      'It needs Linux on x64, an NVIDIA driver, CUDA 12, cuDNN 9, and the CUDA files of onnxruntime, which the README (Devices) tells how to install.',
  },
  dml: {
    title: 'DirectML (Windows)',
    needs: 'It needs Windows 10 or newer and a graphics card with DirectX 12.',
  },
  coreml: { title: 'Core ML (Apple)', needs: 'It needs macOS on Apple silicon.' },
  webgpu: {
    title: 'WebGPU',
    needs: 'It needs a graphics driver for Vulkan (Linux), DirectX 12 (Windows) or Metal (macOS).',
  },
}

/** Tells whether a name is that of a device. */
export function isDeviceName(name: string): name is DeviceName {
  return deviceNames.some((one) => one === name)
}

/** Names a device; a name of another version stays as it is. */
export function titleOf(device: string): string {
  return isDeviceName(device) ? deviceTitles[device].title : device
}

/** Says what a device needs. */
export function deviceAdvice(device: string): string {
  return isDeviceName(device) ? deviceTitles[device].needs : ''
}
