import { resolve } from 'node:path'
import { describeError, type ErrorData } from '@shared/errors'
import { noticeLines } from '@shared/words/notice-lines'
import type { RunPlan } from '@shared/run'
import { toDuration } from '../progress-bar'
import { exitCodeOf, exitCodes } from '../exit-codes'
import { toTable } from '../table'
import { toLines } from '../terminal'
import { openServices, type CommandContext, type GlobalOptions } from '../command-context'

/** Checks study, data set and model without running, and says what a run would meet and cost. */
export async function check(path: string, options: GlobalOptions, context: CommandContext): Promise<void> {
  const services = openServices(options, context)
  const { studyId, study } = await services.studies.open({ handle: services.files.grant(resolve(path)) })
  const { plan, problems } = await services.studies.check({ studyId, overrides: {} })
  const fatal = problems.find((one) => describeError(one).kind !== 'notice')
  if (options.json === true) context.terminal.print(JSON.stringify({ study: study.name, plan, problems }))
  else tell(study.name, plan, problems, context)
  context.setExitCode(fatal === undefined ? exitCodeOfPlan(plan) : exitCodeOf(fatal))
}

/** As a run would end: partly done where it would skip cases. */
function exitCodeOfPlan(plan: RunPlan | null): number {
  return wouldSkip(plan) ? exitCodes.partlyDone : exitCodes.ok
}

function wouldSkip(plan: RunPlan | null): boolean {
  return plan?.notices.some(({ code }) => code === 'run/would-skip') ?? false
}

function tell(
  name: string,
  plan: RunPlan | null,
  problems: readonly ErrorData[],
  { terminal }: CommandContext,
): void {
  const notices = plan?.notices ?? []
  const ofStudy = [...problems, ...notices.filter(({ caseId }) => caseId === undefined)].map(toLines)
  const ofCases = noticeLines(
    notices.filter(({ caseId }) => caseId !== undefined),
    null,
  )
  for (const words of new Set([...ofStudy, ...ofCases])) terminal.say(words)
  if (plan === null) return
  const seconds =
    plan.secondsPerPass === null ? null : (plan.secondsInAll ?? plan.secondsPerPass * plan.passes)
  terminal.print(`${name} can run${wouldSkip(plan) ? ', but not with all cases' : ''}.`)
  terminal.print('')
  terminal.print(
    toTable(
      ['what', 'how much'],
      [
        ['cases', `${plan.isUpperLimit ? 'at most ' : ''}${plan.caseCount}`],
        ['patients', String(plan.patientCount)],
        ...plan.parts.map(({ modality, perCase }) => [`parts of ${modality}, first case`, String(perCase)]),
        ['forward passes', `${plan.passes}${plan.passesAreExact ? '' : ' (estimate)'}`],
        ['batch size', String(plan.batchSize)],
        ['memory for tensors', `${Math.ceil(plan.memoryBytes / 2 ** 20)} MiB`],
        [
          'time',
          seconds === null ? 'unknown' : `${plan.isUpperLimit ? 'at most' : 'about'} ${toDuration(seconds)}`,
        ],
      ],
    ),
  )
}
