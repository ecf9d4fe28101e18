/** Demo: one synthetic case: what is true of it, and what its labels depend on. docs/demo.md says the same in words. */
import { createNormal, createRandom } from '../../maskers/random'

export interface DemoCase {
  readonly caseId: string
  readonly patient: string
  readonly split: 'train' | 'test'
  /** Image: radius of the nodule in voxels (0: none) and level of the effusion, 0..1. */
  readonly noduleRadius: number
  readonly effusion: number
  /** Report: wording that the image does not tell. */
  readonly margin: 'spiculated' | 'smooth'
  readonly course: 'growing' | 'stable'
  readonly complaint: 'breathless' | 'comfortable'
  /** Record. The marker is missing in a quarter of the cases. */
  readonly age: number
  readonly smoker: boolean
  readonly marker: number | null
  readonly sex: 'f' | 'm'
  /** Depends on nothing and nothing depends on it. */
  readonly nuisance: number
  readonly labels: readonly [malignant: 0 | 1, urgent: 0 | 1, followUp: 0 | 1]
}

export const outputNames = ['malignant', 'urgent', 'follow_up'] as const

/** What the labels depend on, per output: the image, the wording and the record, each about as strongly. */
export const truth = {
  /** Per voxel of nodule radius above 2.5, and per unit of effusion above 0.35. */
  nodule: [0.7, 0.1, 0.45],
  effusion: [0, 2.6, 0],
  words: {
    spiculated: [1.1, 0, 0.2],
    smooth: [-1.1, 0, -0.2],
    growing: [0.7, 0.2, 0.9],
    stable: [-0.7, -0.2, -0.9],
    breathless: [0, 1.1, 0],
    comfortable: [0, -1.1, 0],
  },
  record: {
    /** Per 12 years above 62. */
    age: [0.5, 0.6, 0.1],
    smoker: [0.6, 0.1, 0.8],
    /** Per 20 units above 45. */
    marker: [0.9, 0.5, 0.3],
  },
} as const

export const means = { age: 62, ageStd: 12, marker: 45, markerStd: 20, nodule: 2.5, effusion: 0.35 } as const

/** Enough patients (162) to call a branch that never responds a collapse: method.md section 7 asks for 149. */
const caseCount = 164
const labelNoise = 0.4

/** Draws the cohort; the same every time. The last two patients have two cases each. */
export function createDemoCases(): DemoCase[] {
  return Array.from({ length: caseCount }, (_, index) => createDemoCase(index))
}

function createDemoCase(index: number): DemoCase {
  const random = createRandom('modalens demo', index)
  const normal = createNormal(random)
  const number = String(index + 1).padStart(3, '0')
  const patientNumber = Math.min(index, caseCount - 3) + 1 - (index === caseCount - 2 ? 1 : 0)
  const noduleRadius = random() < 0.25 ? 0 : 1.5 + 4 * random()
  const effusion = random() < 0.45 ? 0 : 0.2 + 0.8 * random()
  const drawn = {
    noduleRadius,
    effusion,
    margin: random() < 0.5 ? ('spiculated' as const) : ('smooth' as const),
    course: random() < 0.5 ? ('growing' as const) : ('stable' as const),
    complaint: random() < 0.5 ? ('breathless' as const) : ('comfortable' as const),
    age: Math.round(means.age + means.ageStd * normal()),
    smoker: random() < 0.5,
    marker: random() < 0.25 ? null : Math.max(1, Math.round(means.marker + means.markerStd * normal())),
    sex: random() < 0.5 ? ('f' as const) : ('m' as const),
    nuisance: Math.round(100 * normal()) / 100,
  }
  const label = (output: 0 | 1 | 2): 0 | 1 => (trueLogit(drawn, output) + labelNoise * normal() > 0 ? 1 : 0)
  return {
    caseId: `demo-${number}`,
    patient: `P${String(patientNumber).padStart(3, '0')}`,
    // By patient, so that no patient is in both.
    split: patientNumber % 4 === 0 ? 'test' : 'train',
    ...drawn,
    labels: [label(0), label(1), label(2)],
  }
}

type Findings = Omit<DemoCase, 'caseId' | 'patient' | 'split' | 'labels' | 'nuisance' | 'sex'>

/** The planted dependence: above 0 the label is on, but for a little noise. */
function trueLogit(one: Findings, output: 0 | 1 | 2): number {
  const { words, record } = truth
  return (
    truth.nodule[output] * (one.noduleRadius - means.nodule) +
    truth.effusion[output] * (one.effusion - means.effusion) +
    words[one.margin][output] +
    words[one.course][output] +
    words[one.complaint][output] +
    (record.age[output] * (one.age - means.age)) / means.ageStd +
    record.smoker[output] * (one.smoker ? 0.5 : -0.5) +
    (record.marker[output] * ((one.marker ?? means.marker) - means.marker)) / means.markerStd
  )
}
