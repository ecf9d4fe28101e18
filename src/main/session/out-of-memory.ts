/** Tells whether onnxruntime failed for want of memory, which a smaller batch may mend. */

/**
 * The words of the arena and the CPU, of CUDA, cuBLAS and cuDNN, of DirectML (E_OUTOFMEMORY by number: its text is in the
 * language of Windows), and of WebGPU, whose devices also limit the size of one buffer.
 */
const words: readonly RegExp[] = [
  /failed to allocate memory for requested buffer/i,
  /out of memory/i,
  /\bbad_alloc\b|\bbad allocation\b/i,
  /CU(BLAS|DNN|FFT)_STATUS_ALLOC_FAILED/,
  /\b8007000E\b/i,
  /not enough memory resources/i,
  /VK_ERROR_OUT_OF_(DEVICE|HOST)_MEMORY/,
  /(buffer|binding) size \(?\d+\)?.{0,80}(exceeds|is larger than) the max/i,
]

/** Looks at an error and at what caused it. */
export function isOutOfMemory(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false
  return words.some((one) => one.test(thrown.message)) || isOutOfMemory(thrown.cause)
}
