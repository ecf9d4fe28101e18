/** All error codes of the program and the one class that carries them. */
import { bugErrors } from './bug'
import { demoErrors } from './demo'
import { dicomErrors } from './dicom'
import { engineErrors } from './engine'
import { fileErrors } from './file'
import { imageErrors } from './image'
import { labelErrors } from './labels'
import { maskerErrors } from './masker'
import { modelErrors } from './model'
import { niftiErrors } from './nifti'
import { readErrors } from './read'
import { runErrors } from './run'
import { runFolderErrors } from './run-folder'
import { runPathErrors } from './run-path'
import { roundDetails } from './round-details'
import { scanErrors } from './scan'
import { serviceErrors } from './service'
import { sessionErrors } from './session'
import { signalErrors } from './signal'
import { studyErrors } from './study'
import type { Details, ErrorEntry, ErrorKind } from './entry'
import { fullDiskDetails, isDiskFull, isSystemError, systemErrorDetails } from './system-error'
import { tableErrors } from './table'
import { tensorErrors } from './tensor'
import { textErrors } from './text'

export const errorTable = {
  ...bugErrors,
  ...demoErrors,
  ...dicomErrors,
  ...engineErrors,
  ...fileErrors,
  ...imageErrors,
  ...labelErrors,
  ...maskerErrors,
  ...modelErrors,
  ...niftiErrors,
  ...readErrors,
  ...runErrors,
  ...runFolderErrors,
  ...runPathErrors,
  ...scanErrors,
  ...serviceErrors,
  ...sessionErrors,
  ...signalErrors,
  ...studyErrors,
  ...tableErrors,
  ...tensorErrors,
  ...textErrors,
}

export type ErrorCode = keyof typeof errorTable
export type DetailsOf<C extends ErrorCode> = Parameters<(typeof errorTable)[C]['sentence']>[0]

/** An error as it travels: no sentence, no stack, no patient value. */
export interface ErrorData {
  readonly code: ErrorCode
  readonly details: Details
}

/** What a person reads. */
export interface ErrorWords {
  readonly kind: ErrorKind
  readonly sentence: string
  readonly advice: string
}

/** Renders an error at the edge: screen, terminal or report. */
export function describeError({ code, details }: ErrorData): ErrorWords {
  const row = errorTable[code] as ErrorEntry
  const shown = roundDetails(details)
  return { kind: row.kind, sentence: row.sentence(shown), advice: row.advice(shown) }
}

/** The one error class: a code with its details; the cause stays in this process. */
export class AppError<C extends ErrorCode = ErrorCode> extends Error implements ErrorData {
  override readonly name = 'AppError'

  constructor(
    readonly code: C,
    readonly details: DetailsOf<C> & Details,
    options?: ErrorOptions,
  ) {
    super(describeError({ code, details }).sentence, options)
  }
}

/** True for a code this version knows; what comes over a border is checked with it. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorTable, code)
}

/** Narrows anything thrown to our error. */
export function isAppError(thrown: unknown): thrown is AppError {
  return thrown instanceof AppError
}

/**
 * Turns anything thrown into data that may travel. A refusal of the operating system (no rights, disk full) is no bug; what is
 * neither that nor ours becomes bug/unexpected, named by its class only.
 */
export function toErrorData(thrown: unknown, where: string): ErrorData {
  if (isAppError(thrown)) return { code: thrown.code, details: thrown.details }
  if (isSystemError(thrown)) {
    return isDiskFull(thrown)
      ? { code: 'file/no-space', details: fullDiskDetails(thrown) }
      : { code: 'file/refused', details: systemErrorDetails(thrown) }
  }
  const words = thrown instanceof Error ? thrown.name : typeof thrown
  return { code: 'bug/unexpected', details: { where, words } }
}

export * from './entry'
export type { Interruption } from './run'
export { fullDiskDetails, isDiskFull, isSystemError, withPath } from './system-error'
