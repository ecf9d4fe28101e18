/** Entry of the browser host, as npm start uses it; "modalens serve" takes options. */
import { describeError, toErrorData } from '@shared/errors'
import { startBrowserHost } from './hosts/browser/start-browser-host'

const say = (words: string): void => {
  process.stderr.write(`${words}\n`)
}

try {
  const port = Number(process.env['MODALENS_PORT'] ?? 0)
  await startBrowserHost({ programs: import.meta.dirname, port, openPage: true, say })
} catch (thrown) {
  const { sentence, advice } = describeError(toErrorData(thrown, 'browser host'))
  say(`${sentence} ${advice}`)
  process.exitCode = 3
}
