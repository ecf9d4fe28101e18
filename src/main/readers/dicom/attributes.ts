/** 2 of 11: the DICOM attributes that are read, with the words for error sentences. None of them names a patient. */

export interface Attribute {
  /** As dicom-parser writes it. */
  readonly tag: string
  readonly name: string
}

/** Source: DICOM PS3.6; the geometry is described in PS3.3 C.7.6.2, the pixels in C.7.6.3, rescale in C.11.1. */
export const attributes = {
  transferSyntax: { tag: 'x00020010', name: 'TransferSyntaxUID (0002,0010)' },
  sopClass: { tag: 'x00020002', name: 'MediaStorageSOPClassUID (0002,0002)' },
  dicomModality: { tag: 'x00080060', name: 'Modality (0008,0060)' },
  sliceThickness: { tag: 'x00180050', name: 'SliceThickness (0018,0050)' },
  spacingBetweenSlices: { tag: 'x00180088', name: 'SpacingBetweenSlices (0018,0088)' },
  seriesUid: { tag: 'x0020000e', name: 'SeriesInstanceUID (0020,000E)' },
  position: { tag: 'x00200032', name: 'ImagePositionPatient (0020,0032)' },
  orientation: { tag: 'x00200037', name: 'ImageOrientationPatient (0020,0037)' },
  samplesPerPixel: { tag: 'x00280002', name: 'SamplesPerPixel (0028,0002)' },
  photometric: { tag: 'x00280004', name: 'PhotometricInterpretation (0028,0004)' },
  planar: { tag: 'x00280006', name: 'PlanarConfiguration (0028,0006)' },
  frames: { tag: 'x00280008', name: 'NumberOfFrames (0028,0008)' },
  rows: { tag: 'x00280010', name: 'Rows (0028,0010)' },
  columns: { tag: 'x00280011', name: 'Columns (0028,0011)' },
  pixelSpacing: { tag: 'x00280030', name: 'PixelSpacing (0028,0030)' },
  bitsAllocated: { tag: 'x00280100', name: 'BitsAllocated (0028,0100)' },
  bitsStored: { tag: 'x00280101', name: 'BitsStored (0028,0101)' },
  highBit: { tag: 'x00280102', name: 'HighBit (0028,0102)' },
  pixelRepresentation: { tag: 'x00280103', name: 'PixelRepresentation (0028,0103)' },
  intercept: { tag: 'x00281052', name: 'RescaleIntercept (0028,1052)' },
  slope: { tag: 'x00281053', name: 'RescaleSlope (0028,1053)' },
  rescaleType: { tag: 'x00281054', name: 'RescaleType (0028,1054)' },
  lutDescriptor: { tag: 'x00283002', name: 'LUTDescriptor (0028,3002)' },
  lutValues: { tag: 'x00283006', name: 'LUTData (0028,3006)' },
  redDescriptor: { tag: 'x00281101', name: 'RedPaletteColorLookupTableDescriptor (0028,1101)' },
  greenDescriptor: { tag: 'x00281102', name: 'GreenPaletteColorLookupTableDescriptor (0028,1102)' },
  blueDescriptor: { tag: 'x00281103', name: 'BluePaletteColorLookupTableDescriptor (0028,1103)' },
  redPalette: { tag: 'x00281201', name: 'RedPaletteColorLookupTableData (0028,1201)' },
  greenPalette: { tag: 'x00281202', name: 'GreenPaletteColorLookupTableData (0028,1202)' },
  bluePalette: { tag: 'x00281203', name: 'BluePaletteColorLookupTableData (0028,1203)' },
  redSegments: { tag: 'x00281221', name: 'SegmentedRedPaletteColorLookupTableData (0028,1221)' },
  greenSegments: { tag: 'x00281222', name: 'SegmentedGreenPaletteColorLookupTableData (0028,1222)' },
  blueSegments: { tag: 'x00281223', name: 'SegmentedBluePaletteColorLookupTableData (0028,1223)' },
  modalityLut: { tag: 'x00283000', name: 'ModalityLUTSequence (0028,3000)' },
  extendedOffsets: { tag: 'x7fe00001', name: 'ExtendedOffsetTable (7FE0,0001)' },
  floatPixelData: { tag: 'x7fe00008', name: 'FloatPixelData (7FE0,0008)' },
  doublePixelData: { tag: 'x7fe00009', name: 'DoubleFloatPixelData (7FE0,0009)' },
  pixelData: { tag: 'x7fe00010', name: 'PixelData (7FE0,0010)' },
} as const satisfies Readonly<Record<string, Attribute>>
