/** Pushed items as an async iterable, for callbacks that must become a stream. One reader. */
export interface Queue<Item> {
  readonly push: (item: Item) => void
  /** Ends the stream after what was pushed; with an error it is thrown to the reader. */
  readonly end: (error: Error | null) => void
  readonly items: () => AsyncGenerator<Item, void>
}

/** Makes an empty queue. */
export function createQueue<Item>(): Queue<Item> {
  const waiting: Item[] = []
  let ended: { readonly error: Error | null } | null = null
  let wake: () => void = () => undefined
  return {
    push: (item) => {
      waiting.push(item)
      wake()
    },
    end: (error) => {
      ended ??= { error }
      wake()
    },
    items: async function* () {
      for (;;) {
        const item = waiting.shift()
        if (item !== undefined) yield item
        else if (ended === null) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        } else if (ended.error === null) return
        else throw ended.error
      }
    },
  }
}
