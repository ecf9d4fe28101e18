import { describe, expect, it } from 'vitest'
import { loadDictionary } from '../../../../../src/main/readers/dicom/dump/dictionary'
import { tellsIdentity } from '../../../../../src/main/readers/dicom/dump/tells-identity'

const dictionary = await loadDictionary()
const tells = (tag: string, value = '1.2.3'): boolean => {
  const entry = dictionary(tag)
  return tellsIdentity(tag, entry, entry?.vr ?? 'UN', value)
}

/** Elements of PS3.15, table E.1-1, group by group. */
const profile: Readonly<Record<string, string>> = {
  '0002': '0003',
  '0004': '1511',
  '0008':
    '0014 0015 0018 0020 0021 0022 0023 0024 0025 002A 0030 0031 0032 0033 0034 0035 0050 0058 0080 0081 0082 0090 0092 0094 0096 009C 009D 0201 1010 1030 103E 1040 1041 1048 1049 1050 1052 1060 1062 1070 1072 1080 1084 1110 1111 1120 1140 1155 2111 2112 3010 4000',
  '0010':
    '0010 0020 0021 0030 0032 0040 0050 0101 0102 1000 1001 1002 1005 1010 1020 1030 1040 1050 1060 1080 1081 1090 1100 2000 2110 2150 2152 2154 2155 2160 2180 21A0 21B0 21C0 21D0 21F0 2203 2297 2299 4000',
  '0012': '0010 0020 0021 0030 0031 0040 0042 0050 0051 0060 0071 0072 0081 0082',
  '0018':
    '0010 1000 1002 1004 1005 1007 1008 100A 100B 1030 11BB 1400 2042 4000 700A 9185 9367 9369 936A 9371 9373 937B 937F 9424 9516 9517 9937 A003',
  '0020': '000D 000E 0010 0052 0200 3401 3406 4000 9158 9161 9164',
  '0028': '1199 1214 4000',
  '0032': '0012 1020 1021 1030 1032 1033 1060 1066 1067 1070 4000',
  '0038': '0004 0010 0011 0014 001E 0020 0021 0040 0050 0060 0061 0062 0064 0300 0400 0500 4000',
  '003A': '0310 0314',
  '0040':
    '0001 0002 0003 0004 0005 0006 0007 0009 000B 0010 0011 0012 0241 0242 0243 0244 0245 0250 0251 0253 0254 0275 0280 0310 050A 0512 0513 051A 0551 0554 0555 0562 0600 0602 0610 06FA 1001 1002 1004 1005 100A 1010 1011 1101 1102 1103 1104 1400 2001 2008 2009 2010 2011 2016 2017 2400 3001 4023 4025 4027 4028 4030 4034 4035 4036 4037 4050 4051 4052 A027 A075 A078 A07A A07C A123 A171 A172 A192 A193 A307 A353 A354 A402 A730 DB0C DB0D',
  '0070': '0001 0084 0086 031A 1101 1102',
  '0088': '0140 0200 0904 0906 0910 0912',
  '0400': '0100 0402 0403 0404 0550 0551 0552 0561 0600',
  '3006': '0002 0004 0006 0008 0009 0024 0026 0028 0038 0085 0088 00A6 00C2',
  '300A': '0002 0003 0004 0006 0007 000E 0013 0016 0072 0083 00C3 00DD 0196 01A6 01B2 0216',
  '4008': '0042 0102 010A 010B 010C 0111 0114 0115 0118 0119 011A 0202 0300 4000',
  '6000': '3000 4000',
  FFFA: 'FFFA',
}

describe('what may tell who a patient is', () => {
  it.each(Object.entries(profile))('covers the Basic Profile in group %s', (group, elements) => {
    const shown = elements.split(' ').filter((element) => !tells(`${group}${element}`))
    expect(shown).toEqual([])
  })

  it('covers what is private, what nobody knows, and curves and overlays in every group', () => {
    for (const tag of ['00090010', '00291010', '00189999', '60023000', '501E3000'])
      expect(tells(tag)).toBe(true)
  })

  it('leaves what says how an image was made', () => {
    const technical =
      '00080008 00080060 00080070 00081090 00180015 00180024 00180050 00180060 00181210 00185100'
    const place = '00200013 00200020 00200032 00200037 00201041 00280010 00280030 00281050 00281055 00281053'
    const groups = '52009229 52009230 00209113 00289110 00540220 00409096'
    for (const tag of `${technical} ${place} ${groups}`.split(' '))
      expect([tag, tells(tag)]).toEqual([tag, false])
  })

  it('tells UIDs of the standard from those of one image', () => {
    expect([tells('00080016', '1.2.840.10008.5.1.4.1.1.2'), tells('00020010', '1.2.840.10008.1.2')]).toEqual([
      false,
      false,
    ])
    expect(tells('00080016', '1.2.840.99')).toBe(true)
  })
})
