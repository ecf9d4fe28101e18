/** Which columns tell who a patient is. */
import type { Study } from '@shared/study'

/** Names of people, numbers they are known by, where and when they were born and live. What the model is given says so itself and is no such thing. */
const identityName =
  /^(.*[_\s-])?(name|surname|forename|firstname|lastname|first_name|last_name|mrn|ssn|nhs|dob|birth|birthday|birthdate|birth_date|date_of_birth|geburtsdatum|address|street|zip|postcode|phone|email|e-mail|insurance)([_\s-](no|number|id))?$/i
const patientName = /patient|subject|person/i

/** The patient column of the study, and columns that are named like one. The column that names the case is always shown. */
export function identityColumns({ dataset }: Study, columns: readonly string[]): ReadonlySet<string> {
  const isIdentity = (name: string): boolean =>
    name === dataset.patient || identityName.test(name) || patientName.test(name)
  return new Set(columns.filter((name) => name !== dataset.id && isIdentity(name)))
}
