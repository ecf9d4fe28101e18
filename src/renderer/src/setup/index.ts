export { default as ModelCard } from './ModelCard.vue'
export { default as SetupPage } from './SetupPage.vue'
