/** The theme of the page: what the user chose, or what the system says. */
import { usePreferredDark } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { darkTheme, lightTheme } from '@shared/charts/theme'

export type ThemeChoice = 'system' | 'light' | 'dark'

export const useThemeStore = defineStore('theme', () => {
  const prefersDark = usePreferredDark()
  const choice = ref<ThemeChoice>('system')
  const isDark = computed(() => (choice.value === 'system' ? prefersDark.value : choice.value === 'dark'))
  const chartTheme = computed(() => (isDark.value ? darkTheme : lightTheme))
  return { choice, isDark, chartTheme }
})
