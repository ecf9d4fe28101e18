/** What every service is given: where the application keeps its things, the time, and how a run is started. */
import { join } from 'node:path'
import type { RunEvent } from '@shared/run'
import type { Desk } from './desk/desk'
import type { Estimate, EstimateQuestion } from './execute-estimate'
import type { Handles } from './handles'
import type { ReadingBoard } from './reading-board'
import type { StudyRefs } from './study-refs'

/** Executes the run in a folder, in this process or in another, until its last event. Errors: run/process-ended. */
export type LaunchRun = (runFolder: string, signal: AbortSignal) => AsyncIterable<RunEvent>

/** Finds out what a run would take, in this process or in another, which an abort ends. Errors: those of estimateRun; run/process-ended. */
export type LaunchEstimate = (question: EstimateQuestion, signal?: AbortSignal) => Promise<Estimate>

export interface ServiceOptions {
  /** Folder of the application: runs, demo and settings lie below it. */
  readonly home: string
  readonly clock: () => Date
  readonly launchRun: LaunchRun
  /** Default: in this process, which a crash of onnxruntime then ends. */
  readonly launchEstimate?: LaunchEstimate
  /** Default: in this process, which then answers nothing else while it reads. */
  readonly desk?: Desk
  /** Default: nothing is told of readings. */
  readonly reading?: ReadingBoard
  /** Folders that a browser user may look into. */
  readonly roots: readonly string[]
}

export interface ServiceContext extends ServiceOptions {
  readonly handles: Handles
  readonly studies: StudyRefs
  readonly desk: Desk
}

/** Folder that holds one folder per run. */
export function runsFolder({ home }: ServiceOptions): string {
  return join(home, 'runs')
}

/** Folder that the demo cohort is generated into at first use. */
export function demoFolder({ home }: ServiceOptions): string {
  return join(home, 'demo')
}
