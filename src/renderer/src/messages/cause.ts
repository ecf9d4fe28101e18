/** Which control a person has just used: what goes wrong then is told beside it. */

const controls = 'button, a, input, select, textarea, summary, [role="button"], [tabindex="0"]'
/** What a handler calls at once, and after the few steps that it waits for. */
const freshMs = 500

let last: { readonly element: Element; readonly atMs: number } | null = null

/** Listens to what is used on the page; called once. */
export function watchCauses(page: Document): void {
  const note = ({ target }: Event): void => {
    const element = target instanceof Element ? target.closest(controls) : null
    last = element === null ? null : { element, atMs: performance.now() }
  }
  for (const type of ['click', 'change', 'input']) page.addEventListener(type, note, { capture: true })
}

/** Null where nothing was used just now: what failed then began by itself. */
export function causeNow(): Element | null {
  return last !== null && performance.now() - last.atMs < freshMs ? last.element : null
}
