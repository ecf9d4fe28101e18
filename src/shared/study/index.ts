export * from './attribute'
export type {
  GridModality,
  ImageModality,
  StudyModality,
  TabularModality,
  TextModality,
  VolumeModality,
} from '../kinds'
export * from './grounding'
export * from './joint'
export * from './outputs'
export * from './replacement'
export * from './run-settings'
export * from './steps'
export * from './study'
export * from './limits'
