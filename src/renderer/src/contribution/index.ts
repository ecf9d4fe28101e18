export { default as CaseResultPage } from './CaseResultPage.vue'
export { default as ResultPage } from './ResultPage.vue'
