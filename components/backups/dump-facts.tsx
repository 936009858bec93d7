import type { DumpAnswer } from '@/lib/services/list-dumps'
import { Facts } from '../ui/facts'
import { SafeText } from '../ui/safe-name'
import { Time } from '../ui/time'
import { ASKED_BY, durationInWords, FORMATS, holdsRows } from './dump-words'

/** How a dump came about. */
export function DumpFacts({ dump }: { readonly dump: DumpAnswer }) {
  const { id, askedBy, askedAt, startedAt, endedAt, server, route, program, typesBy, options, what } = dump
  const { masks, isCompressed, format } = options
  const facts = [
    ['Asked for', <Asked key="asked" by={ASKED_BY[askedBy]} at={askedAt} />],
    ['Took', startedAt && endedAt && durationInWords(Date.parse(endedAt) - Date.parse(startedAt))],
    ['Server', server && <SafeText key="server" text={`${server.address}, PostgreSQL ${server.version}`} />],
    ['Route', route && (route === 'direct' ? 'direct' : 'session pooler')],
    [
      'Made with',
      program && `${program.name} ${program.version}${program.build === 'bundled' ? ', brought along' : ''}`,
    ],
    ['Types by', typesBy && <SafeText key="types" text={typesBy} />],
    ['Rows as', holdsRows(what) && `${formatWord(format)}${isCompressed ? ', compressed' : ''}`],
    ['Masked', holdsRows(what) && masks.length > 0 && <SafeText key="masks" text={maskWords(masks)} />],
    ['Dump', <code key="id">{id}</code>],
  ] as const
  return <Facts facts={facts} />
}

function Asked({ by, at }: { readonly by: string; readonly at: string }) {
  return (
    <>
      by {by}, <Time at={at} />
    </>
  )
}

function formatWord(format: DumpAnswer['options']['format']): string {
  return FORMATS.find(({ value }) => value === format)?.label ?? format
}

function maskWords(masks: DumpAnswer['options']['masks']): string {
  return masks.map(({ table, column }) => `${table}.${column}`).join(', ')
}
