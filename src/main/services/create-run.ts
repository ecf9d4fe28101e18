/** Makes the folder of a new run: everything that identifies it, written before the first pass. */
import { mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isSystemError } from '@shared/errors'
import { axesOfSteps } from '@shared/study/steps'
import type { ModalityIdentity, RunManifest } from '@shared/run'
import type { PhaseTime } from '@shared/run-phases'
import { settingDifferences } from '@shared/words/setting-words'
import { fingerprintDataset } from '../dataset/fingerprint-dataset'
import { fingerprintTokenizers } from '../dataset/fingerprint-tokenizers'
import { ofModalities } from '../maskers/joint-masker'
import type { Masker } from '../maskers/masker'
import { fingerprintCohort } from '../run/fingerprint-cohort'
import { isConnected } from '../run/is-connected'
import { learnCohort } from '../run/learn-cohort'
import type { PreparedStudy } from '../run/prepared-study'
import { onlyLabels } from '../run/seen-labels'
import { sessionOptions } from '../run/session-options'
import { onnxruntimeVersion } from '../session/onnxruntime-version'
import { saveCourse } from '../store/phases-file'
import { makePrivateFolder, privateFolderMode } from '../store/private-folder'
import { toRunId, type RunFolder } from '../store/run-folder'
import { createRunFolder } from '../store/run-store'
import { sha256OfText } from '../store/sealed-json'
import { modalensVersion } from './modalens-version'

export interface NewRun {
  readonly prepared: PreparedStudy
  readonly runsFolder: string
  readonly createdAt: Date
  /** When the model and table of the study began to be read, on the clock of `performance.now`; default: now. */
  readonly startedMs?: number
  /** The run whose settings these were made from. */
  readonly changedFrom?: Pick<RunManifest, 'run' | 'name' | 'settings'> | null
  /** Ends the statistics of a cohort. */
  readonly signal?: AbortSignal | undefined
}

/** Plans the run, names it and writes study, cohort and manifest. Errors: whatever reading the first case says. */
export async function createRun({
  prepared,
  runsFolder,
  createdAt,
  startedMs = performance.now(),
  changedFrom = null,
  signal,
}: NewRun): Promise<RunFolder> {
  const readMs = performance.now()
  const { cohort, maskers } = await learnCohort(prepared, signal)
  const fingerprint = await fingerprintDataset(prepared.open, prepared.cases)
  const run = await claimRunId(runsFolder, toRunId(createdAt, prepared.open.study.name))
  const manifest: RunManifest = {
    format: 2,
    run,
    name: prepared.open.study.name,
    createdAt: createdAt.toISOString(),
    modalensVersion,
    onnxruntimeVersion,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    device: prepared.settings.device,
    threads: sessionOptions(prepared).threads,
    batchSize: cohort.plan.batchSize,
    path: prepared.settings.path,
    studyFile: prepared.open.path,
    studySha256: sha256OfText(prepared.open.text),
    tokenizers: await fingerprintTokenizers(prepared.open),
    model: prepared.card,
    dataset: {
      table: basename(prepared.open.tablePath),
      fingerprint,
      caseCount: prepared.dataset.cases.length,
      notices: [...prepared.dataset.notices],
    },
    cohort: fingerprintCohort(cohort),
    modalities: ofModalities(maskers).map((masker) => toIdentity(prepared, masker)),
    labels: prepared.open.study.dataset.label ?? [],
    outputs: prepared.open.study.outputs,
    joint: prepared.open.study.joint,
    grounding: prepared.open.study.grounding,
    settings: prepared.settings,
    ...(changedFrom === null ? {} : { changedFrom: toChange(changedFrom, prepared) }),
    caseIds: prepared.cases.map(({ caseId }) => caseId),
  }
  const path = join(runsFolder, run)
  try {
    const folder = await createRunFolder(path, prepared.open.text, manifest, cohort)
    const phases: PhaseTime[] = [
      { phase: 'model', seconds: (readMs - startedMs) / 1000, facts: {} },
      { phase: 'data', seconds: (performance.now() - readMs) / 1000, facts: {} },
    ]
    await saveCourse(folder, { phases, figures: [] })
    return folder
  } catch (thrown) {
    await rm(path, { recursive: true, force: true })
    throw thrown
  }
}

function toChange(
  { run, name, settings }: Pick<RunManifest, 'run' | 'name' | 'settings'>,
  prepared: PreparedStudy,
): RunManifest['changedFrom'] {
  return { run, name, differences: settingDifferences(settings, prepared.settings) }
}

function toIdentity({ open, card }: PreparedStudy, masker: Masker): ModalityIdentity {
  const modality = open.study.modalities.find(({ name }) => name === masker.source)
  const axes = modality !== undefined && 'steps' in modality ? axesOfSteps(modality.steps) : null
  const only = modality === undefined ? null : onlyLabels(modality)
  return {
    name: masker.name,
    kind: modality?.kind ?? 'tabular',
    source: masker.source,
    ...masker.words,
    connected: modality === undefined ? null : isConnected(card, open.study.outputs, modality),
    ...(only === null ? {} : { onlyLabels: only }),
    ...(axes === null ? {} : { axes }),
    ...(masker.channels === undefined ? {} : { channels: [...masker.channels] }),
  }
}

/** Makes the folder of the id, or of the id with a number behind it when another run of that second and name has it. */
async function claimRunId(runsFolder: string, wanted: string): Promise<string> {
  await makePrivateFolder(runsFolder)
  for (let number = 1; ; number += 1) {
    const run = number === 1 ? wanted : `${wanted}-${number}`
    // Not recursive: of two that want the same folder, one is told that it is there.
    const isClaimed = await mkdir(join(runsFolder, run), { mode: privateFolderMode }).then(
      () => true,
      isTaken,
    )
    if (isClaimed) return run
  }
}

function isTaken(thrown: unknown): false {
  if (isSystemError(thrown) && thrown.code === 'EEXIST') return false
  throw thrown
}
