export { provideStudyView, useNearestStudyView, useStudyView, type StudyViewAccess } from './use-study-view'
