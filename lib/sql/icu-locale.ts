/** ICU's own keywords and words, and what stands for them in a language tag. https://unicode.org/reports/tr35/#Key_Type_Definitions */
const KEYS: Readonly<Record<string, string>> = {
  collation: 'co',
  colalternate: 'ka',
  colbackwards: 'kb',
  colcasefirst: 'kf',
  colcaselevel: 'kc',
  colnormalization: 'kk',
  colnumeric: 'kn',
  colreorder: 'kr',
  colstrength: 'ks',
}
const WORDS: Readonly<Record<string, string>> = {
  yes: 'true',
  no: 'false',
  primary: 'level1',
  secondary: 'level2',
  tertiary: 'level3',
  quaternary: 'level4',
  identical: 'identic',
  'non-ignorable': 'noignore',
  phonebook: 'phonebk',
  dictionary: 'dict',
  traditional: 'trad',
  gb2312han: 'gb2312',
}

/**
 * Whether two names of ICU locales mean the same: since 16 Postgres keeps the language tag of what was written, before
 * that the text.
 */
export function sameIcuLocale(source: string, target: string): boolean {
  return languageTag(source) === languageTag(target)
}

function languageTag(locale: string): string {
  const [name = '', keywords = ''] = locale.split('@')
  const language =
    name.replace(/^([a-z]{2,3}(?:[_-][a-z]+)*)\.[a-z0-9-]+$/i, '$1').replaceAll('_', '-') || 'und'
  const settings = keywords
    .split(';')
    .filter((setting) => setting.includes('='))
    .map(shortSetting)
    .sort()
  const tag = settings.length > 0 ? `${language}-u-${settings.join('-')}` : language
  try {
    return Intl.getCanonicalLocales(tag)[0] as string
  } catch {
    return tag
  }
}

function shortSetting(setting: string): string {
  const [key, word] = setting.toLowerCase().split('=') as [string, string]
  return `${KEYS[key] ?? key}-${WORDS[word] ?? word}`
}
