/** What a column of a table holds. */
export const columnTypes = ['number', 'boolean', 'category', 'date', 'path', 'text', 'id'] as const

/** `id` is what has too many different values to be a category and is neither number, date, path nor text. */
export type ColumnType = (typeof columnTypes)[number]
