import { describe, expect, it } from 'vitest'
import { deviceTitles } from '@shared/words/device-titles'
import { describeError } from '@shared/errors'
import { probeDevice } from '../../../../src/main/session/devices/probe-device'

const probe = (script: string, limitMs = 20_000) =>
  probeDevice('webgpu', { backends: ['cpu', 'webgpu'], script, limitMs })
const refusal = (why: string) => ({
  device: 'webgpu',
  refused: { code: 'session/device-refused', details: { device: 'webgpu', why } },
})

describe('the probe of a device', () => {
  it('says of a device that this build does not know what it needs, and starts nothing', async () => {
    const { refused } = await probeDevice('coreml', { backends: ['cpu'], script: 'process.exit(1)' })
    expect(refused).toMatchObject({ code: 'session/device-absent', details: { device: 'coreml' } })
    expect(refused === null ? '' : describeError(refused).advice).toBe(deviceTitles.coreml.needs)
  })

  it('takes a device that computes the probe model', async () => {
    expect(await probe('process.send({ outputs: [0, 60], words: "" })')).toEqual({
      device: 'webgpu',
      refused: null,
    })
  })

  it('refuses one that computes something else', async () => {
    expect(await probe('process.send({ outputs: [0, 59], words: "" })')).toEqual(
      refusal('it computed 0, 59 for 0, 60'),
    )
  })

  it('hands on what onnxruntime says', async () => {
    expect(await probe('process.send({ outputs: null, words: "no\\n adapter" })')).toEqual(
      refusal('no adapter'),
    )
  })

  it('leaves out the source line of onnxruntime', async () => {
    const words =
      '/src/webgpu_context.cc:136 void Initialize(const Config&)::<lambda()> status == 1 was false. No adapter'
    expect(await probe(`process.send({ outputs: null, words: ${JSON.stringify(words)} })`)).toEqual(
      refusal('No adapter'),
    )
  })

  it.each([
    ['process.exit(3)', 'the process that tried it ended (exit code 3)'],
    ['process.kill(process.pid, "SIGSEGV")', 'the process that tried it ended (signal SIGSEGV)'],
    ['process.send({ outputs: "all" })', 'it answered what we cannot read'],
  ])('outlives %s', async (script, why) => {
    expect(await probe(script)).toEqual(refusal(why))
  })

  it('ends a device that does not answer', async () => {
    expect(await probe('setInterval(() => {}, 1000)', 300)).toEqual(refusal('it did not answer within 0.3 s'))
  })

  it('finds out a device that leaves all operators to the CPU', async () => {
    // The CPU itself is such a device: nothing of the model is left to another.
    const { probeScript } = await import('../../../../src/main/session/devices/probe-script')
    const script = probeScript.replace('executionProviders: [device]', "executionProviders: ['cpu']")
    const { refused } = await probe(script)
    expect(refused?.details['why']).toMatch(/fallback to CPU EP has been explicitly disabled/)
  })

  it('works on the model itself: without the ban the CPU computes it', async () => {
    const { probeScript } = await import('../../../../src/main/session/devices/probe-script')
    const script = probeScript
      .replace('executionProviders: [device]', "executionProviders: ['cpu']")
      .replace("disable_cpu_ep_fallback: '1'", "disable_cpu_ep_fallback: '0'")
    expect(await probe(script)).toEqual({ device: 'webgpu', refused: null })
  })
})
