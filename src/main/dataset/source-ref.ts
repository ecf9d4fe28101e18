/** 1 of 10: where the value of one modality of one case lies. Names and paths only, no pixels. */
export type SourceRef =
  | { readonly kind: 'image'; readonly path: string }
  | { readonly kind: 'volume'; readonly path: string; readonly series: string | null }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'text-file'; readonly path: string }
  | { readonly kind: 'record'; readonly cells: Readonly<Record<string, string>> }
