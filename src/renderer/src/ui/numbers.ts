/** Figures as the screen writes them. */
import { reactive } from 'vue'
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

/** How the person wants large numbers and dates; whoever shows them follows. */
export const figureStyle = reactive<{ grouping: 'comma' | 'space'; dates: 'iso' | 'language' }>({
  grouping: 'comma',
  dates: 'iso',
})

/** 12,345, or with a narrow space. */
export function count(value: number): string {
  const words = value.toLocaleString('en', { maximumFractionDigits: 0 })
  return figureStyle.grouping === 'comma' ? words : words.replaceAll(',', '\u202f')
}

/** 2026-11-27 15:57, in the time of this machine; empty for none. */
export function moment(iso: string): string {
  if (iso === '') return ''
  const date = new Date(iso)
  const time = { hour: '2-digit', minute: '2-digit' } as const
  // Swedes write dates as ISO 8601 does.
  if (figureStyle.dates === 'iso')
    return date.toLocaleString('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit', ...time })
  return date.toLocaleString(undefined, { day: 'numeric', month: 'short', year: 'numeric', ...time })
}

/** Three digits, whole from 100 on: 1.27, 12.7, 1,270. */
export function threeDigits(value: number): string {
  const rounded = Number(value.toPrecision(3))
  return Math.abs(rounded) < 100 ? String(rounded) : count(rounded)
}
