export { default as CaseBody } from './CaseBody.vue'
export { default as CaseHeader } from './CaseHeader.vue'
export { default as CaseLinks } from './CaseLinks.vue'
export { default as CasePanel } from './CasePanel.vue'
export { default as HeaderFact } from './HeaderFact.vue'
export { default as ModalityPreview } from './ModalityPreview.vue'
export { default as OutputBars } from './OutputBars.vue'
export { default as ShareBar } from './ShareBar.vue'
export { default as VerdictMark } from './VerdictMark.vue'
export {
  keepCaseList,
  keptCaseList,
  keptListing,
  placeInList,
  type CaseList,
  type CasePlaceInList,
} from './case-list'
