/** Without this zod tries to compile code, which the content policy of the page refuses aloud. Must be imported first. */
import { config } from 'zod'

config({ jitless: true })
