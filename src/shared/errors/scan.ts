import { entry } from './entry'

/** What a scan of a folder says; names of files only, nothing from inside them. */
export const scanErrors = {
  'scan/not-found': entry<{ scan: string }>(
    'input',
    (d) => `There is no index ${d.scan}.`,
    'Scan the folder again.',
  ),
  'scan/not-a-folder': entry<{ file: string }>(
    'input',
    (d) => `${d.file} is no folder.`,
    'Choose the folder that holds the files.',
  ),
  'scan/folder-unreadable': entry<{ folder: string; why: string }>(
    'environment',
    (d) => `The folder ${d.folder} could not be read (${d.why}); what lies in it is missing from the list.`,
    'Check its rights and the drive that holds it, then scan again.',
  ),
  'scan/link-outside': entry<{ file: string }>(
    'notice',
    (d) => `The link ${d.file} leads out of the scanned folder and was not followed.`,
    'Scan the folder that it leads to.',
  ),
  'scan/too-many-files': entry<{ folder: string; limit: number }>(
    'input',
    (d) => `${d.folder} holds more than ${d.limit} files and folders.`,
    'Scan its folders one by one.',
  ),
  'scan/no-series': entry<{ file: string }>(
    'input',
    (d) => `${d.file} is a DICOM file, but its header names no study and series.`,
    'Export it again; until then a study can only name the file itself.',
  ),
  'scan/no-such-series': entry<{ count: number }>(
    'input',
    (d) => `None of the ${d.count} chosen series is in the index of this folder any more.`,
    'Open the scan again and choose series from the list as it is now.',
  ),
  'scan/index-damaged': entry<{ scan: string }>(
    'environment',
    (d) => `The index ${d.scan} is damaged or of another version.`,
    'Scan the folder again: everything is read anew.',
  ),
  'scan/names-differ': entry<{ patientCount: number }>(
    'notice',
    (d) => `${d.patientCount} patient ID(s) come with different patient names.`,
    'Check that the ID is not used twice before cases are split by patient.',
  ),
  'scan/shared-study': entry<{ studyCount: number }>(
    'notice',
    (d) =>
      `${d.studyCount} StudyInstanceUID(s) occur under more than one patient ID; each is listed under every one.`,
    'Check the patient IDs before cases are split by patient.',
  ),
  'scan/duplicates': entry<{ fileCount: number }>(
    'notice',
    (d) =>
      `${d.fileCount} file(s) carry the SOPInstanceUID of another file of their series and are counted once; whether they are copies is found when the series is read.`,
    'Keep one copy of each series.',
  ),
}
