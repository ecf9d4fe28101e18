/** A forked program ends when its host does, not when somebody presses Ctrl+C: the terminal tells the whole group. */

/** Leaves Ctrl+C to the host, so that a run can finish its batch and say on disk that it was cancelled. */
export function followHost(): void {
  process.on('SIGINT', () => undefined)
}
