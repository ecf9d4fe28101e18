/** 7 of 11: which runtime computed a result. */
import { env } from './onnxruntime'

export const onnxruntimeVersion: string = env.versions.node ?? env.versions.common
