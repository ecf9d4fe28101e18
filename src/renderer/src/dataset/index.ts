export { default as CasePage } from './CasePage.vue'
export { default as DataPage } from './DataPage.vue'
