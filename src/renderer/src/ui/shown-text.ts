/** What every template shows text through; the templates are built to do so (src/renderer/show-text-transform.ts). */
import type { Plugin } from 'vue'
import { toShownText } from '@shared/words/shown-text'

/** Installs `$shown`: text as it may be shown; anything else stays as it is. */
export const shownText: Plugin = {
  install: (app) => {
    app.config.globalProperties['$shown'] = (value: unknown) =>
      typeof value === 'string' ? toShownText(value) : value
  },
}
