import type { ErrorContext, Meaning } from './postgres-error'

const nameOf = ({ target }: ErrorContext) => target.name

const UNTRUSTED: Meaning = {
  code: 'E-TLS-CA',
  errorClass: 'needsYou',
  message: (context) => `The certificate of ${nameOf(context)} isn’t trusted here`,
}

const OTHER_NAME: Meaning = {
  code: 'E-TLS-HOST',
  errorClass: 'needsYou',
  message: (context) =>
    `The certificate of ${nameOf(context)} is for another name than ${context.target.address.host}`,
}

const NOT_VALID_NOW: Meaning = {
  code: 'E-TLS-EXPIRED',
  errorClass: 'needsYou',
  message: (context) => `The certificate of ${nameOf(context)} is not valid today`,
}

const NO_HANDSHAKE: Meaning = {
  code: 'E-TLS-HANDSHAKE',
  errorClass: 'needsYou',
  message: (context) => `No encrypted connection to ${nameOf(context)} could be made`,
}

/** The server answered that it has no TLS, and the address demands it. */
export const NO_TLS: Meaning = {
  code: 'E-TLS-ABSENT',
  errorClass: 'needsYou',
  message: (context) =>
    `${nameOf(context)} offers no encryption, and sslmode=${context.target.address.sslMode} demands it`,
}

/** The file of `sslrootcert` cannot be used. */
export const BAD_CA_FILE: Meaning = {
  code: 'E-TLS-FILE',
  errorClass: 'needsYou',
  message: (context) => `The CA certificate file for ${nameOf(context)} could not be used`,
}

/** Codes of OpenSSL's certificate checks: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', UNTRUSTED],
  ['SELF_SIGNED_CERT_IN_CHAIN', UNTRUSTED],
  ['UNABLE_TO_GET_ISSUER_CERT', UNTRUSTED],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', UNTRUSTED],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', UNTRUSTED],
  ['CERT_UNTRUSTED', UNTRUSTED],
  ['CERT_REJECTED', UNTRUSTED],
  ['CERT_REVOKED', UNTRUSTED],
  ['CERT_CHAIN_TOO_LONG', UNTRUSTED],
  ['CERT_SIGNATURE_FAILURE', UNTRUSTED],
  ['INVALID_CA', UNTRUSTED],
  ['INVALID_PURPOSE', UNTRUSTED],
  ['PATH_LENGTH_EXCEEDED', UNTRUSTED],
  ['HOSTNAME_MISMATCH', OTHER_NAME],
  ['ERR_TLS_CERT_ALTNAME_INVALID', OTHER_NAME],
  ['CERT_HAS_EXPIRED', NOT_VALID_NOW],
  ['CERT_NOT_YET_VALID', NOT_VALID_NOW],
  ['EPROTO', NO_HANDSHAKE],
])

/** What a failure of a TLS handshake means, or null for a code that is none of TLS. */
export function meaningOfTlsCode(code: string): Meaning | null {
  return MEANINGS.get(code) ?? (/^ERR_(SSL|TLS)_/.test(code) ? NO_HANDSHAKE : null)
}
