import { entry } from './entry'

export const readErrors = {
  'read/too-slow': entry<{ seconds: number }>(
    'environment',
    (d) => `Reading took longer than ${d.seconds} s and was ended.`,
    'Everything else goes on. See whether the drive answers (a network drive may hang), and whether the file is as large as it should be; then try again.',
  ),
  'read/process-ended': entry<{ why: string }>(
    'environment',
    (d) => `The process that reads files ended by itself (${d.why}).`,
    'Everything else goes on, and the next reading starts a new one. If the same file does this again, it may need more memory than this machine has: close other programs, or try a smaller one.',
  ),
}
