import fs from 'node:fs'
import { isSupabase } from '../supabase/platform'
import type { RestoreSource } from './restore-source'

/** What has to be known of a dump before it can be restored somewhere. */
export interface SourcePlatform {
  /** Whether it is of a Supabase database, so that it takes the platform's own objects for granted. */
  readonly onSupabase: boolean
  /** Of the server that it was made of. */
  readonly major: number
}

const NEWEST = 18
const HEAD_BYTES = 1 << 16

/** Told by the snapshot and the record; where there is none, by the first words of the script. */
export async function describeSource({ snapshot, record, parts }: RestoreSource): Promise<SourcePlatform> {
  const head = snapshot ? '' : await headOf(parts.scripts[0]?.path)
  const version = snapshot?.server.version ?? record?.server?.version ?? DUMPED_FROM.exec(head)?.[1] ?? ''
  return {
    onSupabase: snapshot ? isSupabase(snapshot) : /"?supabase_admin"?|"auth"\."users"/.test(head),
    major: Number.parseInt(version, 10) || NEWEST,
  }
}

const DUMPED_FROM = /^-- Dumped from database version (\d+)/m

async function headOf(file: string | undefined): Promise<string> {
  if (file === undefined || !file.endsWith('.sql')) return ''
  const stream = fs.createReadStream(file, { end: HEAD_BYTES - 1, encoding: 'utf8' })
  let head = ''
  for await (const text of stream) head += text
  return head
}
