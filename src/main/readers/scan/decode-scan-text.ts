/** 2 of 11: names and descriptions of a DICOM header -> text for the screen. */

/** Defined terms with single bytes or without escapes (PS3.3, C.12.1.1.2), by the names that TextDecoder knows. */
const encodings: Readonly<Record<string, string>> = {
  'ISO_IR 100': 'iso-8859-1',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
}

/** Decodes by SpecificCharacterSet; without one UTF-8 where the bytes are that, else Latin-1, which takes every byte. */
export function decodeScanText(bytes: Uint8Array, characterSet: string | null): string {
  const encoding = encodings[characterSet?.split('\\')[0] ?? '']
  if (encoding !== undefined) return new TextDecoder(encoding).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('iso-8859-1').decode(bytes)
  }
}
