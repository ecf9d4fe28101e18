import { config } from '@vue/test-utils'
import { shownText } from '@/ui/shown-text'

/** Templates are built to show text through this plugin; main.ts installs it in the application. */
config.global.plugins.push(shownText)
