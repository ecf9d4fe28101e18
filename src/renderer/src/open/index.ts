export { default as DropZone } from './DropZone.vue'
export { default as NewStudy } from './NewStudy.vue'
export { useNewStudy } from './new-study'
export { useOpenFiles } from './use-open-files'
