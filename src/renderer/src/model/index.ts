export { default as ModelCardView } from './ModelCardView.vue'
