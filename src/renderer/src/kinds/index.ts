/** The table of kinds on the page. A new kind registers its viewer and its maps here. */
import type { ModalityKind } from '@shared/kinds'
import PictureMap from './grid/PictureMap.vue'
import PictureMeanMap from './grid/PictureMeanMap.vue'
import PictureViewer from './grid/PictureViewer.vue'
import type { RendererKind } from './kind'
import SignalMap from './signal/SignalMap.vue'
import SignalMeanMap from './signal/SignalMeanMap.vue'
import SignalViewer from './signal/SignalViewer.vue'
import AttributeMap from './tabular/AttributeMap.vue'
import RecordViewer from './tabular/RecordViewer.vue'
import TextViewer from './text/TextViewer.vue'
import WordMap from './text/WordMap.vue'

export { default as KindGlyph } from './KindGlyph.vue'
export type { CaseFacts, FetchPreview, FetchSlice, RendererKind } from './kind'

const picture: RendererKind = {
  isWide: true,
  listPicture: 'shown',
  viewer: PictureViewer,
  map: PictureMap,
  meanMap: PictureMeanMap,
}

export const rendererKinds: Readonly<Record<ModalityKind, RendererKind>> = {
  image: picture,
  volume: { ...picture, listPicture: 'on-request' },
  signal: { isWide: true, listPicture: null, viewer: SignalViewer, map: SignalMap, meanMap: SignalMeanMap },
  text: { isWide: false, listPicture: null, viewer: TextViewer, map: WordMap, meanMap: null },
  tabular: { isWide: false, listPicture: null, viewer: RecordViewer, map: AttributeMap, meanMap: null },
}
