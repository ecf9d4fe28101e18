/** Makes the folder of a new run: everything that identifies it, written before the first pass. */
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ModalityIdentity, RunManifest } from '@shared/run'
import { fingerprintDataset } from '../dataset/fingerprint-dataset'
import type { Masker } from '../maskers/masker'
import { planRun } from '../run/plan-run'
import { prepareMaskers } from '../run/prepare-maskers'
import type { PreparedStudy } from '../run/prepared-study'
import { sessionOptions } from '../run/session-options'
import { onnxruntimeVersion } from '../session/onnxruntime-version'
import { toRunId, type RunFolder } from '../store/run-folder'
import { createRunFolder } from '../store/run-store'
import { modalensVersion } from './modalens-version'

export interface NewRun {
  readonly prepared: PreparedStudy
  readonly runsFolder: string
  readonly createdAt: Date
}

/** Plans the run, names it and writes study and manifest. Errors: whatever reading the first case says. */
export async function createRun({ prepared, runsFolder, createdAt }: NewRun): Promise<RunFolder> {
  const run = await freeRunId(runsFolder, toRunId(createdAt, prepared.open.study.name))
  const maskers = await prepareMaskers(prepared)
  const { plan } = await planRun(prepared, maskers)
  const manifest: RunManifest = {
    format: 1,
    run,
    name: prepared.open.study.name,
    createdAt: createdAt.toISOString(),
    modalensVersion,
    onnxruntimeVersion,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    device: prepared.settings.device,
    threads: sessionOptions(prepared).threads,
    batchSize: plan.batchSize,
    path: prepared.settings.path,
    studyFile: prepared.open.path,
    model: prepared.card,
    dataset: {
      table: basename(prepared.open.tablePath),
      fingerprint: await fingerprintDataset(prepared.open, prepared.cases),
      caseCount: prepared.dataset.cases.length,
    },
    modalities: maskers.map((masker) => toIdentity(prepared, masker)),
    outputs: prepared.open.study.outputs,
    settings: prepared.settings,
    caseIds: prepared.cases.map(({ caseId }) => caseId),
  }
  return createRunFolder(join(runsFolder, run), prepared.open.text, manifest)
}

function toIdentity({ open }: PreparedStudy, masker: Masker): ModalityIdentity {
  const kind = open.study.modalities.find(({ name }) => name === masker.source)?.kind ?? 'tabular'
  return { name: masker.name, kind, source: masker.source, ...masker.words }
}

/** The id, or with a number behind it when a run of that second and name is there already. */
async function freeRunId(runsFolder: string, wanted: string): Promise<string> {
  const taken = new Set(await readdir(runsFolder).catch(() => []))
  for (let number = 1; ; number += 1) {
    const run = number === 1 ? wanted : `${wanted}-${number}`
    if (!taken.has(run)) return run
  }
}
