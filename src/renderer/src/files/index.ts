export { default as FileBrowser } from './FileBrowser.vue'
