/** Whose a case is. */

/** What a patient is known by; a case without a patient is a patient of its own. */
export function patientKey({ patient, caseId }: { patient: string | null; caseId: string }): string {
  return patient === null ? `case ${caseId}` : `patient ${patient}`
}

/** Groups cases by patient, patients in the order of their first case. */
export function groupByPatient<Case extends { patient: string | null; caseId: string }>(
  cases: readonly Case[],
): Case[][] {
  return groupBy(cases, patientKey)
}

/** Groups by a key, groups in the order of their first member. */
export function groupBy<One>(all: readonly One[], keyOf: (one: One) => string): One[][] {
  const groups = new Map<string, One[]>()
  for (const one of all) {
    const key = keyOf(one)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  return [...groups.values()]
}
