/** Keeps document and settings in step with the chosen theme. */
import { watchEffect } from 'vue'
import { useApi } from '@/api/use-api'
import { figureStyle } from './numbers'
import { useThemeStore } from './theme'

/** Loads the choice once, and marks the document whenever it changes. A failure leaves the theme of the system. */
export function useThemeSync(): void {
  const api = useApi()
  const theme = useThemeStore()
  watchEffect(() => {
    document.documentElement.dataset['theme'] = theme.isDark ? 'dark' : 'light'
  })
  api.settings.get().then(
    (settings) => {
      theme.choice = settings.theme
      figureStyle.grouping = settings.grouping
      figureStyle.dates = settings.dates
    },
    () => undefined,
  )
}
