/** The fonts of a report, from the Noto package: Latin, Greek and Cyrillic. */
import { createRequire } from 'node:module'

const packages = createRequire(import.meta.url)

export const fontFamily = 'Noto Sans'

/** Paths of the font files by the names that pages use. */
export const fontFiles = {
  regular: packages.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  bold: packages.resolve('@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf'),
} as const
