/** Studies of runs that somebody looks at: as they were when the run began. */
import { keepLast } from '@shared/keep-last'
import { newerSources } from '../../dataset/newer-sources'
import { openDataset } from '../../dataset/open-dataset'
import { MAX_STUDY_BYTES, openStudyText } from '../../dataset/open-study'
import { ofModalities } from '../../maskers/joint-masker'
import { learnCohort } from '../../run/learn-cohort'
import { prepareMaskers } from '../../run/prepare-maskers'
import { prepareStudy, type PreparedStudy } from '../../run/prepared-study'
import { loadCohort } from '../../store/cohort-file'
import { readNeeded } from '../../store/load-json'
import type { RunFolder } from '../../store/run-folder'
import { loadManifest } from '../../store/run-store'
import type { MaskedStudy } from './mask-part'

/** A page looks at one run, or compares two. */
const keptStudies = 2

export interface RunStudies {
  readonly prepared: (folder: RunFolder) => Promise<PreparedStudy>
  /** With its maskers; of a run of an earlier version, whose statistics are not kept, every case is read for them. */
  readonly masked: (folder: RunFolder) => Promise<MaskedStudy>
  /** Modalities of a case whose files were written since the run began; none of a case that the table has no more. */
  readonly newerSources: (folder: RunFolder, caseId: string) => Promise<string[]>
}

const pathOf = ({ path }: RunFolder): string => path

/** Keeps the last few, so that a slice does not read tables again. */
export function createRunStudies(): RunStudies {
  const prepared = keepLast(keptStudies, pathOf, prepareRunStudy)
  const masked = keepLast(keptStudies, pathOf, async (folder: RunFolder): Promise<MaskedStudy> => {
    const study = await prepared(folder)
    const cohort = await loadCohort(folder, await loadManifest(folder))
    const maskers = cohort === null ? (await learnCohort(study)).maskers : prepareMaskers(study, cohort)
    return { prepared: study, maskers: ofModalities(maskers) }
  })
  const newer: RunStudies['newerSources'] = async (folder, caseId) => {
    const { open, dataset } = await prepared(folder)
    const datasetCase = dataset.cases.find((one) => one.caseId === caseId)
    const { createdAt } = await loadManifest(folder)
    return datasetCase === undefined ? [] : newerSources(open, datasetCase, new Date(createdAt))
  }
  return { prepared, masked, newerSources: newer }
}

/** Prepares the study of a run for looking at its cases; unlike a run it does not refuse changed files. */
export async function prepareRunStudy(folder: RunFolder): Promise<PreparedStudy> {
  const manifest = await loadManifest(folder)
  const open = openStudyText(await readNeeded(folder, 'study.yaml', MAX_STUDY_BYTES), manifest.studyFile)
  const dataset = await openDataset(open)
  return prepareStudy({ open, dataset, card: manifest.model, settings: manifest.settings })
}
