export type TextDecode = (latin1: string) => string

/** Encodings of Postgres that Node knows by another name, without those that are read byte by byte. */
const NAMES: Readonly<Record<string, string>> = {
  LATIN2: 'iso-8859-2',
  LATIN5: 'iso-8859-9',
  LATIN9: 'iso-8859-15',
  WIN1250: 'windows-1250',
  WIN1251: 'windows-1251',
  WIN1252: 'windows-1252',
  KOI8R: 'koi8-r',
  EUC_JP: 'euc-jp',
  EUC_KR: 'euc-kr',
  SJIS: 'shift_jis',
  BIG5: 'big5',
  GBK: 'gbk',
  GB18030: 'gb18030',
}

/** Reads text of a script in the encoding that the script says of itself; bytes are given one character each. */
export function decoderFor(encoding: string): TextDecode {
  if (encoding === 'LATIN1') return (latin1) => latin1
  const name = NAMES[encoding]
  if (name === undefined) return (latin1) => Buffer.from(latin1, 'latin1').toString('utf8')
  const decoder = new TextDecoder(name)
  return (latin1) => decoder.decode(Buffer.from(latin1, 'latin1'))
}
