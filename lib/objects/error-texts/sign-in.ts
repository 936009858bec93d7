import type { ErrorExplanation } from './explanation'

/** Failures of who we are and what we may: password, role, database, rights, pooler accounts. */
export const signInErrors = {
  'E-AUTH-PASS': {
    title: 'The server rejected the password',
    cause:
      'The server answered, so the address is fine; the password or the user name is wrong, or was changed.',
    nextSteps: [
      'Correct the password in the environment variable. Characters like @ : / # must be percent-encoded in a URL.',
      'Reset the database password at your provider if nobody knows it.',
    ],
  },
  'E-AUTH-WAIT': {
    title: 'The password was rejected twice, so Lockstep waits',
    cause: 'More wrong attempts can get this machine’s address banned.',
    nextSteps: [
      'Change the password in the environment variable or save the file that holds it; then Lockstep tries again.',
    ],
  },
  'E-AUTH-NONE': {
    title: 'The server asks for a password and the address has none',
    cause: 'Lockstep reads passwords only from the address, never from a password file.',
    nextSteps: ['Write the address as postgres://user:password@host/database in the environment variable.'],
  },
  'E-AUTH-CLEARTEXT': {
    title: 'The password was not sent, because the connection is not encrypted',
    cause:
      'The server asked for the password in clear text over an unencrypted connection to another machine.',
    nextSteps: [
      'Turn on TLS at the server and use sslmode=require.',
      'Or let the server use scram-sha-256 instead of password authentication.',
      'To accept the risk on a trusted network, write sslmode=disable explicitly.',
    ],
  },
  'E-AUTH-REFUSED': {
    title: 'The server does not let this user in from here',
    cause:
      'Its access rules (pg_hba.conf) have no line for this user, database and client address, or the role may not log in.',
    nextSteps: ['Check user and database in the address.', 'Ask the server’s owner to allow this machine.'],
  },
  'E-AUTH-METHOD': {
    title: 'The server asks for a sign-in method Lockstep does not have',
    cause:
      'Lockstep signs in by password (SCRAM, MD5, clear text over TLS) or by trust; not by GSSAPI, SSPI or client certificate.',
    nextSteps: ['Use a role that signs in by password.'],
  },
  'E-AUTH-SERVER': {
    title: 'The server could not prove that it knows the password',
    cause:
      'The sign-in did not follow the agreed protocol. Something between you and the server may be posing as it.',
    nextSteps: ['Check the host, and use sslmode=verify-full.'],
  },
  'E-AUTH-PERM': {
    title: 'The role may not read something',
    cause: 'What could not be read is marked as such; everything else was compared.',
    nextSteps: [
      'Let an owner run: grant pg_read_all_data to your_role',
      'Or leave the schema out in lockstep.config.json.',
    ],
  },
  'E-PG-DATABASE': {
    title: 'The server has no such database',
    cause: 'The server answered; the database name in the address is wrong, or the database was dropped.',
    nextSteps: ['Correct the part of the address after the last slash.'],
  },
  'E-POOL-TENANT': {
    title: 'The pooler doesn’t know this project or user',
    cause:
      'The user name must look like postgres.<project-ref>, and the region in the host must match the project.',
    nextSteps: [
      'Copy the pooler address from the project’s Connect dialog.',
      'Check that the project is not paused.',
    ],
  },
  'E-POOL-BANNED': {
    title: 'The pooler blocks this machine after failed sign-ins',
    cause: 'Too many wrong passwords came from here; each further try prolongs the block.',
    nextSteps: [
      'Correct the password, wait some minutes, then try again.',
      'Lift the ban in the project’s network settings.',
    ],
  },
  'E-NET-ALLOWLIST': {
    title: 'The server does not accept connections from this network',
    cause: 'The project’s network restrictions do not contain this machine’s address.',
    nextSteps: ['Add this machine’s address to the project’s allowed networks.'],
  },
} as const satisfies Record<string, ErrorExplanation>
