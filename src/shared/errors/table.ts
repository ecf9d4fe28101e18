import { entry } from './entry'

export const tableErrors = {
  'table/not-found': entry<{ file: string }>(
    'input',
    (d) => `The table ${d.file} cannot be read.`,
    'Check dataset.table in the study: it is relative to the study file.',
  ),
  'table/not-utf8': entry<{ file: string }>(
    'input',
    (d) => `${d.file} is not UTF-8 text.`,
    'Save the table as CSV UTF-8.',
  ),
  'table/empty': entry<{ file: string }>(
    'input',
    (d) => `${d.file} has no header row.`,
    'Name the columns in the first row.',
  ),
  'table/header': entry<{ file: string; problem: string }>(
    'input',
    (d) => `${d.file}, header: ${d.problem}.`,
    'Give every column a name of its own.',
  ),
  'table/malformed': entry<{ file: string; line: number }>(
    'input',
    (d) => `${d.file}, line ${d.line}: the row cannot be read.`,
    'Look for a double quote that is not closed.',
  ),
  'table/row-length': entry<{ file: string; line: number; found: number; wanted: number }>(
    'input',
    (d) => `${d.file}, line ${d.line}: the row has ${d.found} cells, the header has ${d.wanted}.`,
    'Put cells that contain the separator in double quotes.',
  ),
  'table/no-column': entry<{
    file: string
    key: string
    column: string
    nearest: string | null
    columnCount: number
  }>(
    'input',
    (d) =>
      `${d.key} of the study names the column ${d.column}, which none of the ${d.columnCount} columns of ${d.file} is.`,
    (d) =>
      d.nearest === null ? 'Check the name against the header of the table.' : `Did you mean ${d.nearest}?`,
  ),
  'table/no-id': entry<{ file: string; line: number; column: string }>(
    'input',
    (d) => `${d.file}, line ${d.line}: the id column ${d.column} is empty.`,
    'Every case needs an id.',
  ),
  'table/id-twice': entry<{ file: string; line: number; before: number; column: string }>(
    'input',
    (d) => `${d.file}, line ${d.line}: the id column ${d.column} repeats the id of line ${d.before}.`,
    'Choose a column that is different in every row.',
  ),
  'table/no-cell': entry<{ caseId: string; modality: string; column: string; line: number }>(
    'input',
    (d) =>
      `Case ${d.caseId} (line ${d.line} of the table): the column ${d.column} for ${d.modality} is empty.`,
    'Fill it in, or leave the case out.',
  ),
  'table/missing-sources': entry<{ modality: string; count: number; caseIds: readonly string[] }>(
    'notice',
    (d) =>
      `${d.count} of the selected cases have no file for ${d.modality}, for example ${d.caseIds.join(', ')}.`,
    'Check the paths in the table, and folder and suffix in the study; these cases will be skipped.',
  ),
}
