/** Figures as a report writes them. */
import type { Interval } from '@shared/contribution'

/** A share with three decimals, as the paper prints them. */
export function share(value: number | null | undefined): string {
  return value == null ? '-' : value.toFixed(3)
}

/** [low, high] with three decimals; why there is none is said below the table. */
export function interval(value: Interval | null): string {
  return value === null ? 'none' : `${value[0].toFixed(3)} to ${value[1].toFixed(3)}`
}

/** A factor with two decimals. */
export function factor(value: number | null): string {
  return value === null ? '-' : value.toFixed(2)
}

/** A share as whole percent. */
export function percent(value: number): string {
  return `${Math.round(100 * value)} %`
}

/** Three significant digits, for differences of any size. */
export function difference(value: number): string {
  return value === 0 ? '0' : value.toPrecision(3)
}
