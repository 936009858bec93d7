import type { ErrorExplanation } from './explanation'

/** What a server or pooler says about its own state or about a query. */
export const serverErrors = {
  'E-PG-LIMIT': {
    title: 'The server has no free connection',
    cause: 'All connections that max_connections or the role’s own limit allows are in use.',
    nextSteps: ['Wait, or close connections of other programs; Lockstep tries again by itself.'],
  },
  'E-PG-STARTING': {
    title: 'The server is not ready yet',
    cause: 'It is starting up, recovering, or shutting down.',
    nextSteps: ['Wait a moment; Lockstep tries again by itself.'],
  },
  'E-PG-SHUTDOWN': {
    title: 'The server ended the connection',
    cause: 'It is restarting, or an administrator ended the session. Nothing was changed.',
    nextSteps: ['Try again in a moment.'],
  },
  'E-PG-BUSY': {
    title: 'An object is locked by another session',
    cause: 'Another session holds an exclusive lock, for example while it alters a table.',
    nextSteps: ['Try again when the other session has finished.'],
  },
  'E-PG-CONFLICT': {
    title: 'Two transactions got in each other’s way',
    cause: 'The server rolled one of them back so that the other could go on.',
    nextSteps: ['Try again.'],
  },
  'E-PG-CHANGED': {
    title: 'The schema changed while it was being read',
    cause: 'An object disappeared between two steps of the reading.',
    nextSteps: ['Read again; if a deployment is running, wait until it ends.'],
  },
  'E-PG-CANCELLED': {
    title: 'An administrator cancelled the query',
    cause: 'Someone, or a supervising program, cancelled what Lockstep was running.',
    nextSteps: ['Try again, or ask who cancelled it.'],
  },
  'E-PG-READONLY': {
    title: 'The server does not accept changes',
    cause: 'It is a standby or set to read-only.',
    nextSteps: ['Use the address of the primary server.'],
  },
  'E-PG-DISK': {
    title: 'The server’s disk is full',
    cause: 'The server could not write what it needed, even for reading.',
    nextSteps: ['Free space at the server or enlarge its disk.'],
  },
  'E-PG-MEMORY': {
    title: 'The server ran out of memory or lock space',
    cause:
      'The database has more objects than max_locks_per_transaction allows for, or the server is short of memory.',
    nextSteps: ['Raise max_locks_per_transaction and restart the server.', 'Check fewer schemas.'],
  },
  'E-PG-CORRUPT': {
    title: 'The server reports damaged data',
    cause: 'A data page or an index of the server is broken.',
    nextSteps: ['Back up the server’s files before anything else, then have the damage looked at.'],
  },
  'E-PG-ENCODING': {
    title: 'The database holds bytes that are no text',
    cause:
      'Its encoding, often SQL_ASCII, lets names and texts be any bytes, and these cannot be told in UTF-8.',
    nextSteps: [
      'Rename what is named so, or move the database into one with the encoding UTF8.',
      'Until then, `lockstep diff` and `lockstep status` compare the rest, and say what they left out.',
    ],
  },
  'E-PG-QUERY': {
    title: 'The server refused a query',
    cause: 'The server is of an unusual version or make, or an extension changes how it answers.',
    nextSteps: ['Report it together with the server’s own words.'],
  },
  'E-PG-OUTCOME': {
    title: 'It is not known whether the change was made',
    cause: 'The connection broke after the change was sent and before the server confirmed it.',
    nextSteps: ['Look at the database again before doing anything; Lockstep does not repeat the change.'],
  },
  'E-PG-VERSION': {
    title: 'The tool is older than the server',
    cause: 'A pg_dump must be of the same major version as the server, or newer.',
    nextSteps: ['Install a newer client, or choose the built-in one.'],
  },
  'E-POOL-MODE': {
    title: 'The address is a transaction pooler',
    cause: 'Port 6543 gives each transaction a different session; this needs one session.',
    nextSteps: ['Switch to session mode, port 5432.', 'Or use the direct address.'],
  },
  'E-POOL-CLOSED': {
    title: 'The pooler closed the connection',
    cause: 'The server did not report an error, so a time or connection limit is likely.',
    nextSteps: ['Try again from the start.', 'Use the direct or the session mode address.'],
  },
  'E-POOL-FULL': {
    title: 'The pooler has no free connection',
    cause:
      'Its limit of clients is reached, or all its connections to the server are in use or paused. Connections of Lockstep count too, so it opens at most two per environment.',
    nextSteps: [
      'Wait, or raise the pool size.',
      'Close programs that hold connections in session mode.',
      'If somebody paused the pooler, resume it.',
    ],
  },
  'E-POOL-SERVER': {
    title: 'The pooler answers, but its database does not',
    cause: 'The pooler is up and could not get a connection to the server behind it.',
    nextSteps: ['Check the server behind the pooler; Lockstep tries again by itself.'],
  },
  'E-POOL-SETTING': {
    title: 'The pooler refused the connection',
    cause: 'Its configuration does not allow this user, database or setting.',
    nextSteps: ['Check the pooler’s configuration together with its own words.'],
  },
  'E-PAUSED': {
    title: 'This Supabase project looks paused',
    cause: 'The host resolves and the pooler answers, but the database does not.',
    nextSteps: ['Open the project page and restore the project.'],
  },
} as const satisfies Record<string, ErrorExplanation>
