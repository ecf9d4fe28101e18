/** Which runtime computed a result. */
import { env } from './onnxruntime'

export const onnxruntimeVersion: string = env.versions.node ?? env.versions.common
