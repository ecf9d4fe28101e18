/** What tells slices at one position apart: time, echo, diffusion weighting. */
import { attributes, type Attribute } from '../headers/attributes'
import type { DicomDataSet } from '../headers/dicom-data-set'

/** By the name of the attribute, in the order in which they are tried; null when absent. */
export type TimeKeys = readonly { readonly name: string; readonly key: number | string | null }[]

/** Reads the keys of an image with one frame; what is no number is no key. Source: PS3.3 C.7.6.1, C.8.3.1, C.8.13.5.9. */
export function toTimeKeys(dataSet: DicomDataSet): TimeKeys {
  return [
    number(dataSet, attributes.temporalPosition),
    { name: attributes.bValue.name, key: doubleOf(dataSet, attributes.bValue) },
    number(dataSet, attributes.echoTime),
    number(dataSet, attributes.triggerTime),
    number(dataSet, attributes.acquisitionNumber),
    text(dataSet, attributes.acquisitionTime),
    text(dataSet, attributes.imageType),
    number(dataSet, attributes.instanceNumber),
  ]
}

/** Reads the keys of one frame of many, where `groups` finds the item of a functional group. Source: PS3.3 C.7.6.16.2.2. */
export function toFrameTimeKeys(
  groups: (sequence: Attribute) => DicomDataSet | null,
  frame: number,
): TimeKeys {
  const double = (sequence: Attribute, attribute: Attribute) => ({
    name: attribute.name,
    key: keyOf(groups(sequence), attribute),
  })
  return [
    {
      name: attributes.temporalIndex.name,
      key: groups(attributes.frameContent)?.uint32(attributes.temporalIndex) ?? null,
    },
    double(attributes.mrDiffusion, attributes.bValue),
    double(attributes.mrEcho, attributes.effectiveEchoTime),
    double(attributes.cardiacSynchronization, attributes.triggerDelay),
    { name: 'the order of the frames', key: frame },
  ]
}

/** A key never stops a file from being read, so what is damaged counts as absent. */
function number(dataSet: DicomDataSet, attribute: Attribute): TimeKeys[number] {
  const words = dataSet.text(attribute)?.split('\\')[0]
  const value = words === undefined ? Number.NaN : Number(words)
  return { name: attribute.name, key: Number.isFinite(value) ? value : null }
}

function text(dataSet: DicomDataSet, attribute: Attribute): TimeKeys[number] {
  return { name: attribute.name, key: dataSet.text(attribute) }
}

const DOUBLE_BYTES = 8

function keyOf(item: DicomDataSet | null, attribute: Attribute): number | null {
  return item === null ? null : doubleOf(item, attribute)
}

function doubleOf(dataSet: DicomDataSet, attribute: Attribute): number | null {
  const isThere = dataSet.raw(attribute)?.length === DOUBLE_BYTES
  return isThere ? dataSet.double(attribute) : null
}
