/** What a run computes beside the contributions, as its settings say it. */
import type { RunManifest } from '../run'

/** Title and words of each; none where the study asks for nothing. */
export function besideWords({
  joint,
  grounding,
}: Pick<RunManifest, 'joint' | 'grounding'>): [title: string, words: string][] {
  const labels = grounding.map(({ modality, label, draws, otherPatient }) => {
    const places = `${draws} ${draws === 1 ? 'place' : 'places'} elsewhere in each case`
    return `${label} of ${modality}: ${places}${otherPatient ? ', and the label of another patient' : ''}`
  })
  return [
    ...(joint.length === 0
      ? []
      : [['Sets of parts', joint.map((one) => one.join(' + ')).join('; ')] satisfies [string, string]]),
    ...(labels.length === 0 ? [] : [['Grounding', labels.join('; ')] satisfies [string, string]]),
  ]
}
