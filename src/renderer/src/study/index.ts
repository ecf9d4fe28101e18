export { default as AgainPage } from './AgainPage.vue'
export { default as StartPage } from './StartPage.vue'
export { default as RunPanel } from './RunPanel.vue'
export { default as StudyPage } from './StudyPage.vue'
