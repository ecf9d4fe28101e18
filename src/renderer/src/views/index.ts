export { default as IdentitySwitch } from './IdentitySwitch.vue'
export { provideStudyView, useNearestStudyView, useStudyView, type StudyViewAccess } from './use-study-view'
