import { AppError } from '@shared/errors'
import { describe, expect, it } from 'vitest'
import { isOutOfMemory } from '../../../src/main/session/out-of-memory'

const failed = 'Non-zero status code returned while running'

/** As they stand in reports of users of onnxruntime. */
const memory = [
  [
    'arena',
    `${failed} Conv node. Name:'/patch_embed/fc1/Conv' Status Message: /onnxruntime_src/onnxruntime/core/framework/bfc_arena.cc:376 void* onnxruntime::BFCArena::AllocateRawInternal(size_t, bool, onnxruntime::Stream*, bool, onnxruntime::WaitNotificationFn) Failed to allocate memory for requested buffer of size 4585490524`,
  ],
  [
    'arena before 1.17',
    `${failed} Mul node. Name:'Mul_8702' Status Message: bfc_arena.cc:368 void* onnxruntime::BFCArena::AllocateRawInternal(size_t, bool, onnxruntime::Stream*, bool, onnxruntime::WaitNotificationFn) Failed to allocate memory for requested buffer of size 2830172160`,
  ],
  ['CUDA', 'CUDA failure 2: out of memory ; GPU=0 ; hostname=box ; expr=cudaMalloc((void**)&p, size);'],
  [
    'cuDNN',
    'CUDNN failure 4: CUDNN_STATUS_ALLOC_FAILED ; GPU=0 ; hostname=box ; expr=cudnnCreate(&cudnn_handle_)',
  ],
  [
    'cuBLAS',
    'CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0 ; hostname=box ; expr=cublasCreate(&cublas_handle_)',
  ],
  [
    'DirectML',
    `${failed} MemcpyToHost node. Name:'Memcpy_token_29' Status Message: MLOperatorAuthorImpl.cpp(1978)\\onnxruntime.dll!00007FFBDC8EBB9F: (caller: 00007FFBDCFFDEFF) Exception(3) tid(4304) 8007000E Not enough memory resources are available to complete this operation.`,
  ],
  [
    'DirectML in German',
    'BucketizedBufferAllocator.cpp(122)\\onnxruntime.dll!00007FFA: Exception(1) tid(4790) 8007000E Für diesen Vorgang sind nicht genügend Speicherressourcen verfügbar.',
  ],
  ['WebGPU', 'WebGPU device error(2): Out of memory'],
  ['WebGPU on Vulkan', 'vkAllocateMemory failed with VK_ERROR_OUT_OF_DEVICE_MEMORY'],
  ['WebGPU, one buffer', 'Buffer size (3185049600) exceeds the max buffer size limit (1073741824).'],
  [
    'WebGPU, one binding',
    'Binding size (146847752) of [Buffer "x"] is larger than the maximum binding size (134217728).',
  ],
  ['CPU without arena', 'std::bad_alloc'],
] as const

const others = [
  `${failed} Gather node. Name:'Gather_3' Status Message: indices element out of data bounds, idx=99 must be within the inclusive range [-8,7]`,
  'Got invalid dimensions for input: x for the following indices index: 1 Got: 3 Expected: 4',
  'DXGI_ERROR_DEVICE_REMOVED 887A0005 The GPU device instance has been suspended.',
  'Not enough data in the input',
]

describe('want of memory', () => {
  it.each(memory)('is seen in the words of %s', (_where, words) => {
    expect(isOutOfMemory(new Error(words))).toBe(true)
  })

  it('is seen behind an error of ours, whose words are cut', () => {
    const cause = new Error(memory[0][1])
    const details = { model: 'm.onnx', why: 'cut' }
    expect(isOutOfMemory(new AppError('session/run-failed', details, { cause }))).toBe(true)
  })

  it.each(others)('is not seen in "%s"', (words) => {
    expect(isOutOfMemory(new Error(words))).toBe(false)
  })

  it('is not seen in what is no error', () => {
    expect(isOutOfMemory('out of memory')).toBe(false)
  })
})
