import type { ErrorExplanation } from './explanation'

/** Mistakes in the text of a connection address, found before anything is contacted. */
export const addressErrors = {
  'E-URL-FORMAT': {
    title: 'The address is not a Postgres URL',
    cause: 'Lockstep reads addresses of the form postgres://user:password@host:5432/database.',
    nextSteps: [
      'Copy the connection string as a URI, without quotes or a tool-specific prefix such as jdbc:.',
      'If it is written as key=value pairs, rewrite it as a URL.',
    ],
  },
  'E-URL-ENCODING': {
    title: 'A character in the address must be percent-encoded',
    cause:
      'In a URL the characters @ / ? # and % end or begin a part, so in a user name or password they need a code.',
    nextSteps: [
      'Write @ as %40, : as %3A, / as %2F, ? as %3F, # as %23 and % as %25.',
      'In an .env file, put the whole address in double quotes, since # begins a comment there.',
    ],
  },
  'E-URL-PARAMETER': {
    title: 'The address has a parameter Lockstep does not accept',
    cause:
      'Parameters such as host, service, options or passfile make the effective server differ from the one that is shown, or read further files.',
    nextSteps: [
      'Remove the parameter, and put host, port, user and database into the address itself.',
      'Accepted are sslmode, sslrootcert, connect_timeout and channel_binding.',
    ],
  },
  'E-URL-HOST': {
    title: 'The address does not name one host',
    cause:
      'Lockstep connects to exactly one host over TCP, so that it can always say which server it looked at.',
    nextSteps: [
      'Write one host name or IP address; an IPv6 address goes in [brackets].',
      'For a server on this machine use 127.0.0.1 instead of a socket folder.',
    ],
  },
  'E-URL-BLOCKED': {
    title: 'The address points to a link-local or cloud metadata service',
    cause:
      'No database lives there, but the service hands out credentials, so Lockstep never connects to it.',
    nextSteps: ['Check the host name and what it resolves to.'],
  },
} as const satisfies Record<string, ErrorExplanation>
