/** Benchmark: every standard model on every path, whole cases in alternating rounds of one process. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { runPaths, type RunPathName } from '@shared/study'
import { benchLogSchema, type BenchLog, type ModelTimes } from './bench-log'
import { timeModel } from './bench-model-times'
import { renderPlot } from './bench-plot'
import { toComparison, toTable } from './bench-table'
import { measurePlan, measureVolume } from './limits'
import { measureMachine } from './machine'
import { benchModels } from './models/bench-models'
import { benchTable } from './table/table-bench'
import { benchViewer } from './viewer/viewer-bench'

interface BenchFlags {
  readonly models: string
  readonly paths: string
  readonly rounds: string
  readonly sample: string
  readonly batch: string
  readonly threads: string
  readonly tiny?: boolean
  readonly limits?: boolean
  readonly viewer?: boolean
  readonly page?: boolean
  readonly table?: boolean
  readonly out: string
  readonly against?: string
}

const flags = new Command('npm run bench --')
  .option('--models <names>', 'comma-separated', [...benchModels.keys()].join())
  .option('--paths <names>', 'comma-separated; the ratio needs plain', runPaths.join())
  .option('--rounds <count>', 'after one that warms up', '3')
  .option(
    '--sample <masks>',
    'masks of a case that plain and batched run in a round, the time is scaled',
    '64',
  )
  .option('--batch <size>', 'masks per run', '8')
  .option('--threads <count>', 'of onnxruntime', String(availableParallelism()))
  .option('--tiny', 'small models: shows that everything works, not how fast')
  .option('--limits', 'only the memory of a large volume and the planning of a large image')
  .option('--viewer', 'only how fast a large volume is opened and looked through')
  .option('--page', 'with --viewer: only the page in Chromium')
  .option('--table', 'only how fast a table of 100,000 cases is looked through')
  .option('--out <file>', 'log; the plot goes beside it', 'bench.json')
  .option('--against <log>', 'an earlier log to compare with')
  .parse()
  .opts<BenchFlags>()

const folder = mkdtempSync(join(tmpdir(), 'modalens-bench-'))
try {
  if (flags.viewer === true) await benchViewer(flags, folder)
  else if (flags.table === true) await benchTable(flags, folder)
  else if (flags.limits === true) await printLimits(flags, folder)
  else await printTimes(flags, folder)
} finally {
  rmSync(folder, { recursive: true })
}

async function printTimes(flags: BenchFlags, folder: string): Promise<void> {
  const log = await measure(flags, folder)
  writeFileSync(flags.out, `${JSON.stringify(log, null, 2)}\n`)
  writeFileSync(flags.out.replace(/(\.json)?$/, '.svg'), renderPlot(log))
  if (flags.against !== undefined) {
    const earlier = benchLogSchema.parse(JSON.parse(readFileSync(flags.against, 'utf8')))
    process.stdout.write(`\n${toComparison(log, earlier)}\n`)
  }
}

async function printLimits({ threads, batch }: BenchFlags, folder: string): Promise<void> {
  const options = { folder, threads: Number(threads), batchSize: Number(batch) }
  const volume = await measureVolume(options, 32)
  process.stdout.write(
    `160 x 128 x 128, 3-D ResNet-18: ${volume.passes} passes, peak after ${volume.ran} of them ${(volume.peakBytes / 2 ** 30).toFixed(2)} GiB\n`,
  )
  const plan = await measurePlan(options)
  process.stdout.write(
    `960 x 1120, ResNet-18: taken apart and opened in ${plan.openSeconds.toFixed(2)} s, indices of ${plan.parts} parts in ${plan.indexSeconds.toFixed(2)} s\n`,
  )
}

async function measure(flags: BenchFlags, folder: string): Promise<BenchLog> {
  const threads = Number(flags.threads)
  const machine = await measureMachine(threads)
  const peak = machine.peakGigaMultiplyAdds * 1e9
  process.stdout.write(
    `${machine.cpu}, ${machine.cores} cores, ${threads} threads, ${machine.peakGigaMultiplyAdds.toFixed(0)} giga multiply-adds per second at most\n\n`,
  )
  const settings = {
    rounds: Number(flags.rounds),
    sample: Number(flags.sample),
    batchSize: Number(flags.batch),
  }
  const size = flags.tiny === true ? 'tiny' : 'full'
  const names = flags.paths
    .split(',')
    .filter((name): name is RunPathName => runPaths.some((one) => one === name))
  const models: ModelTimes[] = []
  for (const name of flags.models.split(',')) {
    const build = benchModels.get(name)
    if (build === undefined)
      throw new Error(`no model ${name}; there are ${[...benchModels.keys()].join(', ')}`)
    const times = await timeModel(build({ size }), { ...settings, folder, threads, peak, names })
    models.push(times)
    const rows = toTable([times])
    process.stdout.write(`${models.length === 1 ? rows : rows.split('\n').slice(2).join('\n')}\n`)
  }
  return { format: 1, measuredAt: new Date().toISOString(), machine, settings: { ...settings, size }, models }
}
