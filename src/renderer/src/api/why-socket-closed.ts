/** Why the WebSocket was closed: the host says so in its code; where none came, the page asks whether the host is there at all. */
import { closeCodes } from '@shared/close-codes'
import { AppError } from '@shared/errors'

const forbidden = 403

/** Errors made: engine/stopped, engine/given-up, engine/bad-message, engine/not-admitted, engine/host-gone. */
export async function whySocketClosed(
  event: Pick<CloseEvent, 'code' | 'reason'> | null,
  ask: () => Promise<{ readonly status: number }> = askHost,
): Promise<AppError> {
  const why = event?.reason === undefined || event.reason === '' ? 'the connection was closed' : event.reason
  switch (event?.code) {
    case closeCodes.engineStopped:
      return new AppError('engine/stopped', { why })
    case closeCodes.engineGivenUp:
      return new AppError('engine/given-up', toDeaths(why))
    case closeCodes.badMessage:
      return new AppError('engine/bad-message', { why })
    default:
  }
  try {
    const { status } = await ask()
    return status === forbidden
      ? new AppError('engine/not-admitted', {})
      : new AppError('engine/stopped', { why })
  } catch {
    return new AppError('engine/host-gone', {})
  }
}

function askHost(): Promise<Response> {
  return fetch('/', { method: 'HEAD', cache: 'no-store' })
}

/** Details of engine/given-up, which the host packs into the reason. */
function toDeaths(reason: string): { why: string; deaths: number } {
  const [deaths = '', ...why] = reason.split(' ')
  return { why: why.join(' '), deaths: Number(deaths) || 0 }
}
