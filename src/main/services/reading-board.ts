/** What is being read for the pages that wait. */
import type { ReadingProgress } from '@shared/reading-progress'

export interface ReadingBoard {
  /** Null once it is read. */
  readonly note: (question: number, progress: ReadingProgress | null) => void
  readonly list: () => readonly ReadingProgress[]
}

export function createReadingBoard(): ReadingBoard {
  const readings = new Map<number, ReadingProgress>()
  return {
    note: (question, progress) => {
      if (progress === null) readings.delete(question)
      else readings.set(question, progress)
    },
    list: () => [...readings.values()],
  }
}
