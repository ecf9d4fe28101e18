export { default as ScanPage } from './ScanPage.vue'
export { default as ScansPage } from './ScansPage.vue'
