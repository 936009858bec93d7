import { Transform } from 'node:stream'

const BEFORE = 'SET session_replication_role = replica;\n\n'
const AFTER = 'RESET ALL;\n'

/** The fence that pg_dump puts around a script for psql stands within so many bytes of its beginning and of its end. */
const MARGIN_BYTES = 4096

/**
 * Changes a script of rows as the command line of Supabase does: no triggers fire while it runs, and what is meant for
 * psql alone becomes a comment. Rows are not looked at: in them the same letters would mean themselves.
 */
export function supabaseDataFilter(): Transform {
  let head: Buffer | null = Buffer.alloc(0)
  let tail = Buffer.alloc(0)
  const pass = (chunk: Buffer): Buffer => {
    const all = Buffer.concat([tail, chunk])
    const end = Math.max(0, all.length - MARGIN_BYTES)
    tail = all.subarray(end)
    return all.subarray(0, end)
  }
  const endHead = (bytes: Buffer): Buffer => {
    head = null
    return Buffer.concat([Buffer.from(BEFORE), commented(bytes, /^\\restrict .*$/m)])
  }
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      if (head === null) return done(null, pass(chunk))
      head = Buffer.concat([head, chunk])
      done(null, head.length < MARGIN_BYTES ? undefined : pass(endHead(head)))
    },
    flush: (done) => {
      const rest = head === null ? tail : endHead(head)
      done(
        null,
        Buffer.concat([commented(rest, /^\\unrestrict .*$(?![\s\S]*^\\unrestrict )/m), Buffer.from(AFTER)]),
      )
    },
  })
}

function commented(bytes: Buffer, line: RegExp): Buffer {
  return Buffer.from(bytes.toString('latin1').replace(line, '-- $&'), 'latin1')
}
