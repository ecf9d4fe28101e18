/** Benchmark: the page itself in Chromium, scrolled through a volume. */
import { chromium, type Page } from 'playwright-core'
import { quantiles, type Quantiles } from './quantiles'

export interface ScrolledPlane {
  readonly plane: string
  readonly hasMap: boolean
  /** The next slice as soon as the last is on the screen, or a turn of the wheel every 16 ms. */
  readonly pace: 'one after the other' | 'flying'
  readonly asked: number
  /** That were on the screen. */
  readonly drawn: number
  readonly seconds: number
  readonly perSecond: number
  /** Between frames of the browser, in ms. */
  readonly gaps: Quantiles
}

/** What runs in the page; it is handed over as text, so that it may use nothing else. */
interface Scrolling {
  readonly drawn: number
  readonly seconds: number
  readonly gaps: number[]
}

interface Flight {
  readonly steps: number
  readonly longestMs: number
  readonly isFlying: boolean
}

const steps = 200
/** A plane that is slower is measured no longer. */
const longestMs = 20_000
const planes = ['Axial', 'Coronal', 'Sagittal'] as const

/** Scrolls every plane of the picture that `address` shows. */
export async function measurePage(
  executablePath: string,
  url: string,
  addresses: readonly { readonly hash: string; readonly hasMap: boolean }[],
): Promise<ScrolledPlane[]> {
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking'],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } })
    await page.goto(url)
    await page.getByRole('main').waitFor()
    const scrolled: ScrolledPlane[] = []
    for (const { hash, hasMap } of addresses) {
      await page.evaluate((to) => {
        location.hash = to
      }, hash)
      for (const plane of planes)
        for (const pace of ['one after the other', 'flying'] as const)
          scrolled.push({ plane, hasMap, pace, ...(await scroll(page, plane, pace)) })
    }
    return scrolled
  } finally {
    await browser.close()
  }
}

async function scroll(
  page: Page,
  plane: string,
  pace: ScrolledPlane['pace'],
): Promise<Omit<ScrolledPlane, 'plane' | 'hasMap' | 'pace'>> {
  const picture = page.getByRole('img', { name: new RegExp(`^${plane} slice`) })
  await picture.waitFor({ timeout: 120_000 })
  // To the beginning, so that nothing of it was seen before.
  await picture.evaluate((canvas) => {
    const slider = canvas.parentElement?.querySelector('input')
    if (slider == null) throw new Error('no slider')
    slider.value = '0'
    slider.dispatchEvent(new Event('input'))
  })
  await page.waitForTimeout(1500)
  const { drawn, seconds, gaps } = await picture.evaluate(turnWheel, {
    steps,
    longestMs,
    isFlying: pace === 'flying',
  })
  return { asked: steps, drawn, seconds, perSecond: drawn / seconds, gaps: quantiles(gaps) }
}

/** Turns the wheel over the picture; a slice counts when its name stands there and a frame was made with it. */
function turnWheel(
  canvas: SVGElement | HTMLElement,
  { steps, longestMs, isFlying }: Flight,
): Promise<Scrolling> {
  const turn = (): void => {
    canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: 100, bubbles: true, cancelable: true }))
  }
  const name = (): string => canvas.getAttribute('aria-label') ?? ''
  return new Promise((resolve) => {
    const gaps: number[] = []
    const startedMs = performance.now()
    let [asked, drawn, before, lastMs, changedMs] = [1, 0, name(), startedMs, startedMs]
    turn()
    const timer = setInterval(() => {
      if (!isFlying || asked === steps) return
      asked += 1
      turn()
    }, 16)
    const onFrame = (nowMs: number): void => {
      gaps.push(nowMs - lastMs)
      lastMs = nowMs
      if (name() !== before) {
        before = name()
        drawn += 1
        changedMs = nowMs
        if (!isFlying && asked < steps) {
          asked += 1
          turn()
        }
      }
      const isDone = isFlying ? asked === steps && nowMs - changedMs > 500 : drawn === steps
      if (!isDone && nowMs - startedMs < longestMs) {
        requestAnimationFrame(onFrame)
        return
      }
      clearInterval(timer)
      resolve({ drawn, seconds: (changedMs - startedMs) / 1000, gaps })
    }
    requestAnimationFrame(onFrame)
  })
}
