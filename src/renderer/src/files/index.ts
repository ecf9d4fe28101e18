export { default as FileBrowser } from './FileBrowser.vue'
export { default as FolderButton } from './FolderButton.vue'
