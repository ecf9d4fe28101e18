/** Undo and redo of a text on disk that others may write, too. */

const keptSteps = 200

/** The texts before and after the one that was seen last. */
export interface TextHistory {
  /** Notes what the file says now: another text than the last one is a step of its own. */
  readonly see: (text: string) => void
  /** The text to go back to or on to; null where there is none. */
  readonly before: () => string | null
  readonly after: () => string | null
  /** Says that the file holds the text before, or after, from now on. */
  readonly wentBack: () => void
  readonly wentOn: () => void
}

/** Makes an empty history. */
export function createTextHistory(): TextHistory {
  let now: string | null = null
  let undo: string[] = []
  let redo: string[] = []
  return {
    see: (text) => {
      if (text === now) return
      if (now !== null) {
        undo = [...undo, now].slice(-keptSteps)
        redo = []
      }
      now = text
    },
    before: () => undo.at(-1) ?? null,
    after: () => redo.at(-1) ?? null,
    wentBack: () => {
      if (now !== null) redo = [...redo, now]
      now = undo.at(-1) ?? now
      undo = undo.slice(0, -1)
    },
    wentOn: () => {
      if (now !== null) undo = [...undo, now].slice(-keptSteps)
      now = redo.at(-1) ?? now
      redo = redo.slice(0, -1)
    },
  }
}
