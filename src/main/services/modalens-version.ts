/** Version of this program, written into every run and report. */
import { version } from '../../../package.json'

export const modalensVersion: string = version
