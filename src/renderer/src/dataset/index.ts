export { default as CasePage } from './CasePage.vue'
export { default as CaseTable } from './CaseTable.vue'
