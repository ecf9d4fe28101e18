import { resolve } from 'node:path'
import type { ModelValue } from '@shared/model'
import { toTable } from '../table'
import { openServices, type CommandContext, type GlobalOptions } from '../command-context'

/** Shows the model card: inputs, outputs, how it ends. */
export async function inspect(
  path: string,
  options: GlobalOptions,
  { terminal, programs }: CommandContext,
): Promise<void> {
  const services = openServices(options, { programs })
  const card = await services.models.inspect({ handle: services.files.grant(resolve(path)) })
  if (options.json === true) {
    terminal.print(JSON.stringify(card))
    return
  }
  const dims = ({ dims: all }: ModelValue): string => all.map((length) => length ?? '?').join(' x ')
  terminal.print(
    `${card.fileName}: ${card.producer || 'unknown producer'}, opset ${card.opset}, ${card.parameterCount.toLocaleString('en')} parameters`,
  )
  terminal.print(`SHA-256 ${card.sha256}\n`)
  terminal.print(
    toTable(
      ['input', 'type', 'dims'],
      card.inputs.map((one) => [one.name, one.dtype, dims(one)]),
    ),
  )
  terminal.print('')
  const outputs = card.outputs.map((one) => [
    one.name,
    one.dtype,
    dims(one),
    one.lastOperator ?? '-',
    one.activationInGraph,
  ])
  terminal.print(toTable(['output', 'type', 'dims', 'last operator', 'activation'], outputs))
  if (card.fixedBatch !== null)
    terminal.print(`\nFixed batch of ${card.fixedBatch}: every mask will be a run of its own.`)
}
