/** The files of all tables of a study. */
import { resolve } from 'node:path'
import type { OpenStudy } from './open-study'

/** Lists absolute paths: the table of cases first, then the joined ones in order. */
export function tablePaths({ study, folder, tablePath }: OpenStudy): string[] {
  return [tablePath, ...study.dataset.join.map(({ table }) => resolve(folder, table))]
}
