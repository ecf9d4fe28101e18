export { default as RunList } from './RunList.vue'
export { default as RunPage } from './RunPage.vue'
export { default as RunsPage } from './RunsPage.vue'
