/** A convolution that reads the masked input itself: it runs as it is, on crops around the masks. */
import { create } from '@bufbuild/protobuf'
import { int64Initializer, node } from '../../build-model'
import { NodeProtoSchema, type AttributeProto } from '../../onnx_pb'
import { planCrops } from '../crop'
import { rowsOf, type MapTensor } from '../map-tensor'
import type { Step } from '../step'
import type { Window } from '../window'

/** Plans the first Conv: few channels make gathering single values slow, and its input is at hand. */
export function planFirstConv(conv: Step['node'], window: Window, output: MapTensor): Step {
  const { name, channels, boxes } = output
  const crop = planCrops(name, window, boxes ?? [])
  const at = (label: string): string => `${name}::${label}`
  const rank = window.kernel.length
  const perm = [0, ...Array.from({ length: rank }, (_, axis) => axis + 2), 1]
  const onCrops = create(NodeProtoSchema, {
    ...conv,
    input: [crop.name, ...conv.input.slice(1)],
    output: [at('crop-map')],
    attribute: conv.attribute.filter(isKept),
  })
  return {
    node: conv,
    output,
    indices: [],
    crop,
    emission: {
      nodes: [
        onCrops,
        node('Transpose', [at('crop-map')], [at('positions-first')], { perm }),
        node('Reshape', [at('positions-first'), at('row-dims')], [at('crop-rows')]),
        node('Gather', [at('crop-rows'), crop.places], [rowsOf(output)], { axis: 0 }),
      ],
      initializers: [int64Initializer(at('row-dims'), [2], [-1, channels])],
    },
  }
}

/** The crops hold their padding. */
function isKept({ name }: AttributeProto): boolean {
  return name !== 'pads' && name !== 'auto_pad'
}
