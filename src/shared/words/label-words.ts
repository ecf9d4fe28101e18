/** The ground truth of a case, wherever its prediction stands. */

/** diagnosis: malignant, grade: not given; null for a study without labels and for runs that did not keep them. */
export function labelWords(labels: readonly string[], names: readonly string[]): string | null {
  if (labels.length === 0) return null
  return labels.map((label, index) => `${names[index] ?? 'label'}: ${labelText(label)}`).join(', ')
}

/** What stands in the table; a cell may be empty. */
export function labelText(label: string | undefined): string {
  return label === undefined || label === '' ? 'not given' : label
}
