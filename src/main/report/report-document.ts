/** A report as plain blocks, before any page or font. */
import type { Plane } from '@shared/picture/planes'
import type { EChartsOption } from 'echarts'

/** A picture with the parts of a map over it, in pixels of the picture. */
export interface MapPicture {
  /** [height, width, channels]: 1 grey, 3 RGB; values within `range`. */
  readonly dims: readonly [number, number, number]
  readonly pixels: Float32Array
  readonly range: readonly [number, number]
  /** Height of a pixel / width of a pixel. */
  readonly pixelAspect: number
  /** Letters of the patient at the edges; null where the file does not say how it lies. */
  readonly edges: Plane['edges']
  /** Width of a pixel; null where nothing says it. */
  readonly mmPerPixel: number | null
  readonly patches: readonly ColouredPatch[]
}

export interface ColouredPatch {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly colour: string
  /** 0..1; a part with no effect is not drawn over the picture at all. */
  readonly opacity: number
}

export interface ColouredWord {
  readonly text: string
  /** Ground behind the word. */
  readonly colour: string
  /** 0..1; 0 leaves the paper white. */
  readonly opacity: number
}

export interface PictureBlock {
  readonly kind: 'picture'
  readonly picture: MapPicture
  readonly caption: string
}

export type Block =
  | {
      readonly kind: 'heading'
      readonly level: 1 | 2
      readonly text: string
      /** Points that must fit below it on the same page. */
      readonly keep?: number
    }
  | { readonly kind: 'lead' | 'paragraph' | 'small'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [string, string])[] }
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      /** The first column is text, the others are numbers. */
      readonly rows: readonly (readonly string[])[]
    }
  | {
      readonly kind: 'chart'
      /** A line above the chart that never parts from it. */
      readonly title?: string
      readonly option: EChartsOption
      /** CSS pixels. */
      readonly height: number
      readonly alt: string
    }
  | { readonly kind: 'words'; readonly title: string; readonly words: readonly ColouredWord[] }
  | { readonly kind: 'pictures'; readonly title: string; readonly pictures: readonly PictureBlock[] }
  | { readonly kind: 'page-break' }

export interface ReportDocument {
  readonly title: string
  readonly subtitle: string
  /** In the foot of every page. */
  readonly notice: string
  readonly createdAt: Date
  readonly blocks: readonly Block[]
}
