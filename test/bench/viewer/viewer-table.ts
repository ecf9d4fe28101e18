/** Benchmark: what was measured of the viewer, as Markdown. */
import type { OpenedVolume } from './measure-opening'
import type { ScrolledPlane } from './measure-page'
import type { Quantiles } from './quantiles'

/** Two tables: a row per form of the volume, and slices per second. */
export function toOpeningTable(opened: readonly OpenedVolume[]): string {
  return [
    '| form | reading alone, s | facts, s | first slice, s | beyond reading, s | other planes, s | first as the model sees it, s | Api while opening, ms | Api while slicing, ms | desk peak / at the end | engine peak / at the end |',
    '|---|---|---|---|---|---|---|---|---|---|---|',
    ...opened.map(toRow),
    '',
    '| form | values | axis | slices per second | ms |',
    '|---|---|---|---|---|',
    ...opened.flatMap(({ form, rates }) =>
      rates.map(
        ({ view, axis, perSecond, ms }) =>
          `| ${form} | ${view} | ${axis} | ${perSecond.toFixed(0)} | ${words(ms)} |`,
      ),
    ),
  ].join('\n')
}

function toRow(one: OpenedVolume): string {
  const { memory } = one
  const seconds = [
    one.readSeconds,
    one.previewSeconds,
    one.firstSeconds,
    one.firstSeconds - one.readSeconds,
    one.allPlanesSeconds,
    one.firstModelSeconds,
  ].map((value) => value.toFixed(2))
  const cells = [
    one.form,
    ...seconds,
    words(one.apiWhileOpening),
    words(one.apiWhileSlicing),
    `${gibibytes(memory.deskPeakBytes)} / ${gibibytes(memory.deskNowBytes)}`,
    `${gibibytes(memory.enginePeakBytes)} / ${gibibytes(memory.engineNowBytes)}`,
  ]
  return `| ${cells.join(' | ')} |`
}

/** A row per plane, with and without a map, and pace. */
export function toScrollTable(scrolled: readonly ScrolledPlane[]): string {
  return [
    '| plane | map | pace | slices drawn of asked | drawn per second | between frames, ms |',
    '|---|---|---|---|---|---|',
    ...scrolled.map(({ plane, hasMap, pace, drawn, asked, perSecond, gaps }) => {
      const cells = [
        plane,
        hasMap ? 'yes' : 'no',
        pace,
        `${drawn} of ${asked}`,
        perSecond.toFixed(0),
        words(gaps),
      ]
      return `| ${cells.join(' | ')} |`
    }),
  ].join('\n')
}

/** Half, 19 of 20, and all are at most. */
export function words({ p50, p95, max }: Quantiles): string {
  return [p50, p95, max].map((value) => value.toFixed(1)).join(' / ')
}

export function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(2)} GiB`
}
