export { default as ResultActions } from './ResultActions.vue'
