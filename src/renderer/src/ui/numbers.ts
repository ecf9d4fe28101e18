/** Figures as the screen writes them. */
import type { Interval } from '@shared/contribution'

/** A share with three decimals; a dash for none. */
export function share(value: number | null | undefined): string {
  return value == null ? '–' : value.toFixed(3)
}

/** [low, high] with three decimals; why there is none is said below the table. */
export function interval(value: Interval | null): string {
  return value === null ? 'none' : `${value[0].toFixed(3)} – ${value[1].toFixed(3)}`
}

/** Four significant digits at most. */
export function figure(value: number): string {
  const words = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)))
  return words.replaceAll('-', '\u2212')
}

/** 75 -> 1 min 15 s */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds))
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** Bytes in MiB or GiB. */
export function megabytes(bytes: number): string {
  return bytes < 2 ** 30
    ? `${Math.max(1, Math.round(bytes / 2 ** 20))} MiB`
    : `${(bytes / 2 ** 30).toFixed(1)} GiB`
}

/** 27 Nov 2026, 15:57, in the time of this machine. */
export function moment(iso: string): string {
  return new Date(iso).toLocaleString('en-GB', {
    ...({ day: 'numeric', month: 'short', year: 'numeric' } as const),
    ...({ hour: '2-digit', minute: '2-digit' } as const),
  })
}
