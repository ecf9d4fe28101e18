/** Space pauses and goes on, Escape asks whether to cancel; keys of a control stay its own. */
import { onScopeDispose } from 'vue'

export function useRunKeys(keys: { readonly space: () => void; readonly escape: () => void }): void {
  const press = (event: KeyboardEvent): void => {
    const isControl =
      event.target instanceof Element &&
      event.target.closest(
        'button, a, input, select, textarea, summary, [tabindex="0"], [contenteditable]',
      ) !== null
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape') keys.escape()
    else if (event.key === ' ' && !isControl) {
      event.preventDefault()
      keys.space()
    }
  }
  window.addEventListener('keydown', press)
  onScopeDispose(() => {
    window.removeEventListener('keydown', press)
  })
}
