/** A study file that is being set up, as the page works on it: every change goes to the file at once. */
import {
  computed,
  inject,
  provide,
  ref,
  shallowRef,
  type ComputedRef,
  type InjectionKey,
  type Ref,
  type ShallowRef,
} from 'vue'
import type { Draft, DraftEdit, DraftMark, DraftProblem, KeyPath } from '@shared/draft'
import { describeError, type ErrorData } from '@shared/errors'
import { useApi } from '@/api/use-api'
import { useMessages } from '@/messages'
import { faultPlace } from './fault-place'
import { valueAt } from './key-path'

/** What model, table or files say against the file. */
export interface DraftFault {
  readonly sentence: string
  readonly advice: string
  /** Null where no single place is meant. */
  readonly path: KeyPath | null
  /** It forbids a run. */
  readonly isFatal: boolean
}

/** What a case that is looked at says against the file. */
export interface CaseFault {
  readonly modality: string
  readonly problem: ErrorData
}

export interface DraftAccess {
  /** Null until it is here. */
  readonly draft: Readonly<ShallowRef<Draft | null>>
  readonly isBusy: Readonly<Ref<boolean>>
  readonly hasFailed: Readonly<Ref<boolean>>
  /** What the file has at a place; undefined where nothing is written. */
  readonly at: (path: KeyPath) => unknown
  readonly markAt: (path: KeyPath) => DraftMark | null
  /** Problems of this place itself, not of what is in it. */
  readonly problemsAt: (path: KeyPath) => readonly DraftProblem[]
  /** What is left to confirm at a place or below it. */
  readonly marksBelow: (path: KeyPath) => readonly DraftMark[]
  readonly problemsBelow: (path: KeyPath) => readonly DraftProblem[]
  readonly faults: ComputedRef<readonly DraftFault[]>
  /** Faults of this place itself, also those that only a case showed. */
  readonly faultsAt: (path: KeyPath) => readonly DraftFault[]
  readonly faultsBelow: (path: KeyPath) => readonly DraftFault[]
  /** What the case that is looked at says against the file; told beside its field, too. */
  readonly noteCase: (faults: readonly CaseFault[]) => void
  readonly change: (edits: readonly DraftEdit[]) => Promise<void>
  readonly set: (path: KeyPath, value: unknown) => Promise<void>
  readonly remove: (path: KeyPath) => Promise<void>
  readonly confirm: (paths: readonly KeyPath[]) => Promise<void>
  readonly write: (text: string) => Promise<void>
  readonly undo: () => Promise<void>
  readonly redo: () => Promise<void>
  readonly columns: ComputedRef<readonly string[]>
}

const key: InjectionKey<DraftAccess> = Symbol('draft')

/** Opens the draft for everything below this component. Changes are made one after the other, in the order of the person. */
export function provideDraft(handle: () => string): DraftAccess {
  const api = useApi()
  const messages = useMessages()
  const draft = shallowRef<Draft | null>(null)
  const waiting = ref(0)
  const hasFailed = ref(false)
  let last: Promise<void> = Promise.resolve()
  const inTurn = (ask: () => Promise<Draft>): Promise<void> => {
    waiting.value += 1
    last = last.then(async () => {
      const next = await messages.attempt(ask)
      waiting.value -= 1
      if (next !== null) draft.value = next
      else if (draft.value === null) hasFailed.value = true
    })
    return last
  }
  const change = (edits: readonly DraftEdit[]): Promise<void> =>
    inTurn(() => api.drafts.change({ handle: handle(), edits: [...edits] }))
  const ofCase = shallowRef<readonly CaseFault[]>([])
  const toFault = (fault: ErrorData, modality?: string): DraftFault => {
    const { sentence, advice, kind } = describeError(fault)
    return {
      sentence,
      advice,
      path: faultPlace(fault, draft.value?.study, modality),
      isFatal: kind !== 'notice',
    }
  }
  const faults = computed(() => (draft.value?.faults ?? []).map((fault) => toFault(fault)))
  const allFaults = computed(() => {
    const told = new Set(faults.value.map(({ sentence }) => sentence))
    const further = ofCase.value
      .map(({ problem, modality }) => toFault(problem, modality))
      .filter(({ sentence }) => !told.has(sentence))
    return [...faults.value, ...further]
  })
  const isAt = (path: KeyPath) => (one: { readonly path: KeyPath }) => samePath(one.path, path)
  const isBelow = (path: KeyPath) => (one: { readonly path: KeyPath }) =>
    samePath(one.path.slice(0, path.length), path)
  const access: DraftAccess = {
    draft,
    isBusy: computed(() => waiting.value > 0),
    hasFailed,
    at: (path) => valueAt(draft.value?.study, path),
    markAt: (path) => draft.value?.marks.find(isAt(path)) ?? null,
    problemsAt: (path) => draft.value?.problems.filter(isAt(path)) ?? [],
    marksBelow: (path) => draft.value?.marks.filter(isBelow(path)) ?? [],
    problemsBelow: (path) => draft.value?.problems.filter(isBelow(path)) ?? [],
    faults,
    faultsAt: (path) => allFaults.value.filter((one) => one.path !== null && samePath(one.path, path)),
    faultsBelow: (path) =>
      allFaults.value.filter((one) => one.path !== null && samePath(one.path.slice(0, path.length), path)),
    noteCase: (own) => {
      ofCase.value = own
    },
    change,
    set: (path, value) => change([{ path: [...path], value: value as never }]),
    remove: (path) => change([{ path: [...path] }]),
    confirm: (paths) =>
      inTurn(() => api.drafts.confirm({ handle: handle(), paths: paths.map((path) => [...path]) })),
    write: (text) => inTurn(() => api.drafts.write({ handle: handle(), text })),
    undo: () => inTurn(() => api.drafts.undo({ handle: handle() })),
    redo: () => inTurn(() => api.drafts.redo({ handle: handle() })),
    columns: computed(() => draft.value?.table?.columns.map(({ name }) => name) ?? []),
  }
  provide(key, access)
  void inTurn(() => api.drafts.open({ handle: handle() }))
  return access
}

/** The draft that the page above has open. */
export function useDraft(): DraftAccess {
  const access = inject(key)
  if (access === undefined) throw new Error('useDraft outside of a set-up page')
  return access
}

function samePath(one: KeyPath, other: KeyPath): boolean {
  return one.length === other.length && one.every((part, place) => part === other[place])
}
