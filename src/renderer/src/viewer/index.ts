export { default as PictureViewer } from './PictureViewer.vue'
export type { FetchSlice, SlicePlace, SliceView } from './slice-place'
export type { ViewedPicture } from './use-viewer'
export type { PartMap, ViewedParts } from './viewed-parts'
