/** Entry of the page. */
import './zod-without-eval'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { findSurroundings, provideSurroundings } from './api/use-api'
import { createPageRouter } from './router'
import { shownText } from './ui/shown-text'
import '@fontsource-variable/inter'
import './ui/palette.css'
import './ui/tokens.css'
import './ui/base.css'

const app = createApp(App)
app.use(shownText)
provideSurroundings(app, findSurroundings())
app.use(createPinia()).use(createPageRouter()).mount('#app')
