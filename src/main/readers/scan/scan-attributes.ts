/** The attributes that a scan takes from a DICOM header. Source: DICOM PS3.6. */

/** As dicom-parser writes tags. */
export const scanTags = {
  characterSet: 'x00080005',
  sopClass: 'x00080016',
  instance: 'x00080018',
  studyDate: 'x00080020',
  dicomModality: 'x00080060',
  studyDescription: 'x00081030',
  seriesDescription: 'x0008103e',
  patientName: 'x00100010',
  patientId: 'x00100020',
  study: 'x0020000d',
  series: 'x0020000e',
  seriesNumber: 'x00200011',
  frames: 'x00280008',
  rows: 'x00280010',
  /** The last of them: elements are in ascending order (PS3.5, 7.1), so nothing behind it is wanted. */
  columns: 'x00280011',
} as const
