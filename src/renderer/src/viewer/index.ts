export { default as PictureViewer } from './PictureViewer.vue'
export type { ViewedParts } from './PictureViewer.vue'
export type { FetchSlice, SlicePlace, SliceView } from './slice-place'
export type { ViewedPicture } from './use-viewer'
