/** Progress of a run: one line drawn again and again on a screen, plain lines elsewhere. */
import type { RunProgress } from '@shared/run'
import type { RunPhase } from '@shared/run-phases'
import { phaseTitles } from '@shared/words/phase-words'
import type { Terminal } from './terminal'

export interface ProgressBar {
  readonly show: (progress: RunProgress) => void
  /** Shows on a screen which phase begins. */
  readonly enter: (phase: RunPhase) => void
  /** Clears the line, so that words can follow. */
  readonly clear: () => void
}

const barWidth = 24
/** A line at every tenth; the little more makes 0.6 the sixth tenth in spite of binary fractions. */
const toTenth = (share: number): number => Math.floor(10 * share + 1e-9)

/** Draws on a live terminal; elsewhere says a line at every tenth of the way. */
export function createProgressBar(terminal: Terminal): ProgressBar {
  let said = -1
  return {
    show: (progress) => {
      const share = progress.passesPlanned === 0 ? 1 : progress.passesDone / progress.passesPlanned
      const tenth = toTenth(share)
      if (terminal.isLive) {
        const filled = Math.round(share * barWidth)
        terminal.stderr.write(
          `\r\x1b[K[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${toWords(progress, share)}`,
        )
      } else if (tenth > said) {
        said = tenth
        terminal.say(toWords(progress, share))
      }
    },
    enter: (phase) => {
      if (terminal.isLive) terminal.stderr.write(`\r\x1b[K${phaseTitles[phase]} ...`)
    },
    clear: () => {
      if (terminal.isLive) terminal.stderr.write('\r\x1b[K')
    },
  }
}

function toWords(progress: RunProgress, share: number): string {
  const { casesDone, casesPlanned, casesSkipped, passesPerSecond, secondsLeft, isUpperLimit } = progress
  return [
    `${Math.floor(100 * share)} %`,
    `${casesDone} of ${isUpperLimit ? 'at most ' : ''}${casesPlanned} cases`,
    ...(casesSkipped > 0 ? [`${casesSkipped} skipped`] : []),
    ...(passesPerSecond === null ? [] : [`${passesPerSecond.toFixed(0)} passes/s`]),
    ...(secondsLeft === null || secondsLeft < 0.5
      ? []
      : [`${isUpperLimit ? 'at most ' : ''}${toDuration(secondsLeft)} left`]),
  ].join(', ')
}

/** 75 -> 1 min 15 s. */
export function toDuration(seconds: number): string {
  const whole = Math.ceil(seconds)
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
