import { expect, test } from 'vitest'
import { sameIcuLocale } from './icu-locale'

/** What was written, and what Postgres 18 keeps of it. */
const KEPT_BY_18 = [
  ['de_DE@collation=phonebook', 'de-DE-u-co-phonebk'],
  ['en@colStrength=primary', 'en-u-ks-level1'],
  ['@colStrength=secondary;colNumeric=yes', 'und-u-kn-true-ks-level2'],
  ['en_US', 'en-US'],
  ['zh_Hant_TW', 'zh-Hant-TW'],
  ['', 'und'],
  ['root', 'root'],
  ['sv@colCaseFirst=upper;colAlternate=shifted', 'sv-u-ka-shifted-kf-upper'],
  ['de-u-kn-true', 'de-u-kn-true'],
  ['iw', 'he'],
  ['en-US-u-va-posix', 'en-US-u-va-posix'],
  ['@colBackwards=yes;colCaseLevel=no;colNormalization=no', 'und-u-kb-true-kc-false-kk-false'],
  ['@colReorder=latn-digit', 'und-u-kr-latn-digit'],
  ['@colCaseFirst=no;colStrength=quaternary', 'und-u-kf-false-ks-level4'],
  ['en_US.utf8', 'en-US'],
  ['sr_Latn@collation=standard', 'sr-Latn-u-co-standard'],
  ['FR-ca', 'fr-CA'],
] as const

test.each(KEPT_BY_18)('%s means %s', (written, kept) => {
  expect(sameIcuLocale(written, kept)).toBe(true)
})

test('different locales stay different', () => {
  const kept = [...new Set(KEPT_BY_18.map(([, tag]) => tag)), 'C', 'C.UTF-8', 'PG_UNICODE_FAST', 'C.utf8']
  for (const [i, tag] of kept.entries()) {
    for (const other of kept.slice(i + 1))
      expect([tag, other, sameIcuLocale(tag, other)]).toEqual([tag, other, false])
  }
})
