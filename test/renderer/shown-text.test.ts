import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import FigureTable from '@/ui/FigureTable.vue'

it('shows no text of a template that could act on the page, and cuts words that are wider than it', () => {
  const cell = `scan\u202egnp.exe ${'x'.repeat(100_000)}`
  const table = mount(FigureTable, { props: { head: ['\u009bname'], rows: [[cell]], caption: 'of \u202e' } })
  expect(table.text()).toBe(
    `[U+009B]name scan[U+202E]gnp.exe ${'x'.repeat(200)}... (100000 characters)`.replace(' scan', 'scan'),
  )
  expect(table.find('table').attributes('aria-label')).toBe('of [U+202E]')
})
