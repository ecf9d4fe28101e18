import { entry } from './entry'

type Cells = Readonly<{ count: number; lines: readonly number[] }>

const cells = ({ count }: Pick<Cells, 'count'>) => (count === 1 ? '1 cell' : `${count} cells`)

/** Of many the first lines, of one the only. */
const inLines = ({ count, lines }: Cells) =>
  `${count > lines.length ? 'for example ' : ''}in ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`

export const tableErrors = {
  'table/not-found': entry<{ file: string }>(
    'input',
    (d) => `The table ${d.file} cannot be read.`,
    'Check dataset.table in the study: it is relative to the study file.',
  ),
  'table/empty': entry<{ file: string }>(
    'input',
    (d) => `${d.file} has no header row.`,
    'Name the columns in the first row.',
  ),
  'table/malformed': entry<{ file: string; line: number }>(
    'input',
    (d) => `${d.file}, line ${d.line}: the row cannot be read.`,
    'Look for a double quote that is not closed.',
  ),
  'table/row-length': entry<{ file: string; line: number; found: number; wanted: number }>(
    'input',
    (d) => `${d.file}, line ${d.line}: the row has ${d.found} cells, the header has ${d.wanted}.`,
    'Put cells that contain the separator in double quotes; delete the row if it is a note below the table.',
  ),
  'table/title-rows': entry<{ file: string; line: number; count: number }>(
    'notice',
    (d) =>
      `${d.file}: line ${d.line} was read as the header; what stands above it (rows: ${d.count}) was taken for a title.`,
    'Delete what stands above the header if this is wrong.',
  ),
  'table/footer': entry<{ file: string; line: number; count: number }>(
    'notice',
    (d) =>
      `${d.file}: what stands from line ${d.line} on (rows: ${d.count}) looks like a footer with sums, page numbers or notes and was not read as cases.`,
    'Delete these rows, or fill them in and remove the blank row above them if they are cases.',
  ),
  'table/subtotal': entry<{ file: string; line: number }>(
    'input',
    (d) => `${d.file}, line ${d.line}: the row looks like a sum or a mean of other rows, not like a case.`,
    'Delete it.',
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
    'Every case needs an id; delete the row if it is a second header, a sum or a note.',
  ),
  'table/long-id': entry<{ file: string; line: number; column: string; found: number; limit: number }>(
    'input',
    (d) =>
      `${d.file}, line ${d.line}: the id column ${d.column} has ${d.found} characters; an id has at most ${d.limit}.`,
    'Is dataset.id of the study the right column? A text is none.',
  ),
  'table/id-twice': entry<{ file: string; line: number; before: number; column: string }>(
    'input',
    (d) => `${d.file}, line ${d.line}: the id column ${d.column} repeats the id of line ${d.before}.`,
    'Choose a column that is different in every row.',
  ),
  'table/no-cell': entry<{ caseId: string; modality: string; column: string; line: number }>(
    'input',
    (d) =>
      `Case ${d.caseId}, ${d.modality}: the column ${d.column} is empty or holds blanks alone (line ${d.line} of the table).`,
    'Fill it in, or leave the case out.',
  ),
  'table/not-text': entry<{ file: string }>(
    'input',
    (d) => `${d.file} is no text: it holds bytes that no text in UTF-8, UTF-16 or Windows-1252 has.`,
    'Save the table as CSV UTF-8 or as .xlsx.',
  ),
  'table/encoding': entry<{ file: string; encoding: string }>(
    'notice',
    (d) => `${d.file} does not say how its letters are encoded; it was read as ${d.encoding}.`,
    'Look at umlauts and accents in it; saving it as CSV UTF-8 settles the question.',
  ),
  'table/format': entry<{ file: string; format: string }>(
    'input',
    (d) => `${d.file} is ${d.format}, which is not read.`,
    'Save the table as .xlsx or as CSV UTF-8.',
  ),
  'table/separator': entry<{ file: string; separators: readonly string[] }>(
    'input',
    (d) => `${d.file}: the separator could be ${d.separators.join(' or ')}; both fit every row.`,
    'Set dataset.separator in the study, or write sep=; (with the right one) as first line of the file.',
  ),
  'table/nameless-columns': entry<{ file: string; positions: readonly number[] }>(
    'notice',
    (d) => `${d.file}: columns without a name were left out (${d.positions.join(', ')}, counted from 1).`,
    'Give them a name in the first row if they are needed.',
  ),
  'table/repeated-columns': entry<{ file: string; columns: readonly string[] }>(
    'notice',
    (d) => `${d.file} has several columns of the same name, which were left out: ${d.columns.join(', ')}.`,
    'Give every column a name of its own if they are needed.',
  ),
  'table/column-twice': entry<{ file: string; key: string; column: string }>(
    'input',
    (d) =>
      `${d.key} of the study names the column ${d.column}, and ${d.file} has several columns of that name.`,
    'Give every column a name of its own.',
  ),
  'table/date-column': entry<{ file: string; column: string; attribute: string }>(
    'input',
    (d) => `${d.file}: the column ${d.column} holds dates, but the attribute ${d.attribute} needs numbers.`,
    'Add a column with the number that the model was trained on, such as an age or a count of days.',
  ),
  'table/mixed-decimals': entry<{
    file: string
    column: string
    line: number
    other: number
    decimal: string | null
  }>(
    'input',
    (d) =>
      d.decimal === null
        ? `${d.file}, line ${d.line}: the column ${d.column} mixes decimal points and decimal commas (compare line ${d.other}).`
        : `${d.file}, line ${d.line}: the column ${d.column} has a number that is not written with the decimal sign ${d.decimal}, which the study gives.`,
    'Write all numbers of the column alike.',
  ),
  'table/thousands': entry<{ file: string; column: string; line: number }>(
    'input',
    (d) =>
      `${d.file}, line ${d.line}: the column ${d.column} has a number whose comma or point may be a decimal sign or one of thousands.`,
    'Set dataset.decimal in the study to "." or ",", or write the numbers without signs of thousands.',
  ),
  'table/limits': entry<{ file: string; column: string; line: number; count: number }>(
    'input',
    (d) =>
      `${d.file}, line ${d.line}: the column ${d.column} has a value beyond a limit, such as <5 or >=90 (${cells(d)} in all), which is no number.`,
    'Set limits: value at the attribute or in dataset of the study to take the number that is written, or list these cells under missingValues.',
  ),
  'table/limit-values': entry<{ file: string; column: string; count: number; lines: readonly number[] }>(
    'notice',
    (d) =>
      `${d.file}: ${cells(d)} of the column ${d.column} ${d.count === 1 ? 'is a limit' : 'are limits'} such as <5, ${inLines(d)}; the number that is written was taken.`,
    'This is what limits: value in the study asks for.',
  ),
  'table/percent': entry<{ file: string; column: string; count: number; lines: readonly number[] }>(
    'notice',
    (d) =>
      `${d.file}: ${cells(d)} of the column ${d.column} ${d.count === 1 ? 'has' : 'have'} a percent sign, ${inLines(d)}; 12 % was read as 12.`,
    'If the model was trained on fractions, write 0.12 in the table.',
  ),
  'table/unknown-levels': entry<{ file: string; column: string; count: number; lines: readonly number[] }>(
    'notice',
    (d) =>
      `${d.file}: ${cells(d)} of the column ${d.column} ${d.count === 1 ? 'is' : 'are'} none of the levels of the study, ${inLines(d)}; the columns are all 0.`,
    'This is what unknownLevel: zeros in the study asks for.',
  ),
  'table/mixed-percent': entry<{ file: string; column: string; line: number; other: number }>(
    'input',
    (d) =>
      `${d.file}, line ${d.line}: the column ${d.column} has a percent sign here and none in line ${d.other}.`,
    'Write all numbers of the column alike.',
  ),
  'table/unit-cells': entry<{ file: string; column: string; count: number; lines: readonly number[] }>(
    'notice',
    (d) =>
      `${d.file}: ${cells(d)} of the number column ${d.column} ${d.count === 1 ? 'has' : 'have'} a unit or a word behind the number, ${inLines(d)}.`,
    'Write the unit into the name of the column and only numbers below it; these cases will be skipped.',
  ),
  'table/not-numbers': entry<{ file: string; column: string; count: number; lines: readonly number[] }>(
    'notice',
    (d) =>
      `${d.file}: ${cells(d)} of the number column ${d.column} ${d.count === 1 ? 'is' : 'are'} neither a number nor missing, ${inLines(d)}.`,
    'Correct them or list them under missingValues of the attribute; these cases will be skipped.',
  ),
  'table/workbook': entry<{ file: string }>(
    'input',
    (d) => `The workbook ${d.file} cannot be read: it is damaged or not written as Excel writes it.`,
    'Open it in Excel or LibreOffice and save it again as .xlsx or as CSV UTF-8.',
  ),
  'table/workbook-too-large': entry<{ file: string; sizeBytes: number; limitBytes: number }>(
    'input',
    (d) => `The workbook ${d.file} would unpack to ${d.sizeBytes} bytes; at most ${d.limitBytes} are read.`,
    'Is it the right file? Save the sheet with the cases as CSV UTF-8.',
  ),
  'table/sheet-too-large': entry<{
    file: string
    sheet: string
    rowCount: number
    columnCount: number
    limit: number
    rows: number
  }>(
    'input',
    (d) =>
      `${d.file}, sheet ${d.sheet}: ${d.rowCount} rows of ${d.columnCount} columns are more than ${d.rows} rows or ${d.limit} cells.`,
    'Delete cells far below or beside the table, or save it as CSV UTF-8.',
  ),
  'table/too-large': entry<{
    file: string
    rowCount: number
    columnCount: number
    rows: number
    columns: number
    cells: number
  }>(
    'input',
    (d) =>
      `${d.file} has ${d.rowCount} or more rows and ${d.columnCount} or more columns; at most ${d.rows} rows, ${d.columns} columns and ${d.cells} cells are read.`,
    'Is it the right file? Keep the cases and the columns that the study names.',
  ),
  'table/long-cell': entry<{ file: string; line: number; limit: number }>(
    'input',
    (d) => `${d.file}: a cell of row ${d.line} has more than ${d.limit} characters.`,
    'Look for a double quote that is not closed, and for the right separator; put long reports into text files.',
  ),
  'table/no-sheet': entry<{ file: string; sheet: string; nearest: string | null; sheetCount: number }>(
    'input',
    (d) => `The study names the sheet ${d.sheet}, which none of the ${d.sheetCount} sheets of ${d.file} is.`,
    (d) =>
      d.nearest === null ? 'Check the name against the tabs of the workbook.' : `Did you mean ${d.nearest}?`,
  ),
  'table/no-sheets': entry<{ file: string; sheet: string }>(
    'input',
    (d) => `The study names the sheet ${d.sheet}, but ${d.file} is a text file without sheets.`,
    'Leave sheet out, or name the .xlsx file.',
  ),
  'table/chart-sheet': entry<{ file: string; sheet: string }>(
    'input',
    (d) => `The sheet ${d.sheet} of ${d.file} is a chart and has no cells.`,
    'Name the sheet with the cases.',
  ),
  'table/hidden-rows': entry<{ file: string; sheet: string; count: number }>(
    'notice',
    (d) =>
      `${d.file}, sheet ${d.sheet}: ${d.count} rows are hidden, by hand or by a filter, and were read all the same.`,
    'Delete them if they are no cases.',
  ),
  'table/percent-cells': entry<{ file: string; sheet: string; count: number }>(
    'notice',
    (d) =>
      `${d.file}, sheet ${d.sheet}: ${d.count} numbers are shown as percent; 12 % was read as 0.12, which is what the cell holds.`,
    'Show them as numbers if the model was trained on 12.',
  ),
  'table/first-sheet': entry<{ file: string; sheet: string; sheetCount: number }>(
    'notice',
    (d) =>
      `${d.file} has ${d.sheetCount} sheets; the first one that is shown and has cells, ${d.sheet}, was read.`,
    'Set dataset.sheet in the study to choose one by name.',
  ),
  'table/error-cells': entry<{ file: string; sheet: string; count: number }>(
    'notice',
    (d) => `${d.file}, sheet ${d.sheet}: ${d.count} cells hold an error of Excel and were read as empty.`,
    'Look for cells such as #N/A or #DIV/0!.',
  ),
  'table/open-formulas': entry<{ file: string; sheet: string; count: number }>(
    'notice',
    (d) =>
      `${d.file}, sheet ${d.sheet}: ${d.count} formulas were saved without a result and were read as empty.`,
    'Open the workbook in Excel or LibreOffice and save it again.',
  ),
  'table/merged-cells': entry<{ file: string; sheet: string; count: number }>(
    'notice',
    (d) =>
      `${d.file}, sheet ${d.sheet}: ${d.count} ranges of cells are merged; only their first cell has the value, the others were read as empty.`,
    'Unmerge them and fill in every row.',
  ),
  'table/join-name': entry<{ file: string; before: string; column: string }>(
    'input',
    (d) =>
      `${d.file} would add the column ${d.column}, which ${d.before} or a table joined before already has.`,
    'Name the columns to take over in columns of the join, or rename one of them.',
  ),
  'table/join-twice': entry<{ file: string; key: string; line: number; before: number; count: number }>(
    'input',
    (d) =>
      `${d.file}, line ${d.line}: the key column ${d.key} repeats the key of line ${d.before}, which a case refers to (${d.count} rows in all).`,
    'Keep one row per key, or join by a column that is different in every row.',
  ),
  'table/join-unmatched': entry<{ file: string; key: string; on: string; count: number; total: number }>(
    'notice',
    (d) =>
      `${d.count} of ${d.total} cases have no row in ${d.file} (${d.on} compared with ${d.key}); the cells from there are empty.`,
    'Check that both columns write the names alike, leading zeros included.',
  ),
}
