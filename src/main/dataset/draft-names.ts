/** 1 of 11: names of a drafted study, from those of the model. */

/** Turns the name of a model input into one that a modality may have: a letter first, then letters, digits, _, - and spaces. */
export function toModalityName(input: string): string {
  const name = input.replaceAll(/[^\w -]+/g, '-').replace(/^[^A-Za-z]+/, '')
  return name === '' ? 'input' : name
}
