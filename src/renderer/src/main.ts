/** Entry of the page. */
import { createPinia } from 'pinia'
import { config } from 'zod'
import { createApp } from 'vue'
import App from './App.vue'
import { findSurroundings, provideSurroundings } from './api/use-api'
import { createPageRouter } from './router'
import './ui/tokens.css'
import './ui/base.css'

// Without this zod tries to compile code, which the content policy of the page refuses aloud.
config({ jitless: true })

const app = createApp(App)
provideSurroundings(app, findSurroundings())
app.use(createPinia()).use(createPageRouter()).mount('#app')
