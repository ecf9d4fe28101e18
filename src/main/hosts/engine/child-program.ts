/** A forked program as its host sees it. */
export interface ChildProgram<Out, In> {
  readonly post: (message: Out) => void
  readonly listen: (hear: (message: In) => void) => void
  /** Called once, with why the process ended in words: exit code or signal. */
  readonly onExit: (exit: (why: string) => void) => void
  readonly kill: () => void
}

/** Our programs that run in processes of their own. */
export type ProgramName = 'engine' | 'runner' | 'desk'

/** Forks one of our programs. */
export type Fork = <Out, In>(program: ProgramName) => ChildProgram<Out, In>
