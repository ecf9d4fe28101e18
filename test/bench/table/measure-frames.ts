/** Benchmark: the data page itself in Chromium, its table scrolled. */
import { chromium, type Page } from 'playwright-core'
import { quantiles, type Quantiles } from '../viewer/quantiles'

export interface ScrolledTable {
  readonly how: 'idle' | 'wheel' | 'dragged'
  /** Between frames of the browser, in ms. */
  readonly gaps: Quantiles
  /** Frames whose first row in view was not there yet. */
  readonly blank: number
}

export interface OpenedPage {
  /** From the address until a row of the table, and until the counts of all columns are on the screen. */
  readonly firstRowsMs: number
  readonly summaryMs: number
  readonly scrolled: readonly ScrolledTable[]
}

const frames = 300
/** A turn of a wheel. */
const turnPoints = 120
const longestMs = 120_000

export async function measureFrames(
  executablePath: string,
  url: string,
  studyId: string,
): Promise<OpenedPage> {
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking'],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(url)
    await page.getByRole('main').waitFor()
    const startedMs = performance.now()
    await page.evaluate((to) => {
      location.hash = to
    }, `#/study/${studyId}/data`)
    await page.locator('[aria-rowindex="2"]').first().waitFor({ timeout: longestMs })
    const firstRowsMs = performance.now() - startedMs
    await page.getByText(/ cases shown, of/).waitFor({ timeout: longestMs })
    const summaryMs = performance.now() - startedMs
    await page.waitForTimeout(1000)
    const scrolled: ScrolledTable[] = []
    for (const how of ['idle', 'wheel', 'dragged'] as const) scrolled.push(await scroll(page, how))
    return { firstRowsMs, summaryMs, scrolled }
  } finally {
    await browser.close()
  }
}

async function scroll(page: Page, how: ScrolledTable['how']): Promise<ScrolledTable> {
  const grid = page.getByRole('grid', { name: 'Cases' })
  const { gaps, blank } = await grid.evaluate(moveTable, { how, frames, turnPoints })
  await page.waitForTimeout(500)
  return { how, gaps: quantiles(gaps), blank }
}

/** Runs in the page, handed over as text. Moves on by one step per frame: a turn of the wheel, or a part of all rows. */
async function moveTable(
  box: SVGElement | HTMLElement,
  { how, frames, turnPoints }: { how: ScrolledTable['how']; frames: number; turnPoints: number },
): Promise<{ gaps: number[]; blank: number }> {
  const gaps: number[] = []
  let blank = 0
  let lastMs = 0
  for (let frame = 0; frame <= frames; frame += 1) {
    const nowMs = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
    if (frame > 1) gaps.push(nowMs - lastMs)
    lastMs = nowMs
    if (how === 'wheel') box.scrollTop = frame * turnPoints
    if (how === 'dragged') box.scrollTop = (frame / frames) * box.scrollHeight
    const cells = [...box.querySelectorAll('[role=row] [role=gridcell]')].slice(0, 40)
    if (cells.length === 0 || cells.every((cell) => cell.textContent.trim() === '')) blank += 1
  }
  return { gaps, blank }
}
