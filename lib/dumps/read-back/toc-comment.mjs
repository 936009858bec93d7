/** `-- Name: notes; Type: TABLE; Schema: public; Owner: app`, which pg_dump writes above what makes an object. */
const COMMENT = /^-- (?:Data for )?Name: (.*); Type: ([A-Z][A-Z ]*); Schema: (.*); Owner: ?(.*)$/

/**
 * The object that a comment in a script of pg_dump names. Where names have line breaks, it has spaces in their place.
 * @param {string} line in latin1
 * @returns {{ type: string, schema: string | null, name: string } | null} null for any other line.
 */
export function tocComment(line) {
  const [, name, type, schema] = COMMENT.exec(line) ?? []
  if (name === undefined || type === undefined || schema === undefined) return null
  return { type, schema: schema === '-' ? null : decode(schema), name: decode(name) }
}

/** @param {string} latin1 */
const decode = (latin1) => Buffer.from(latin1, 'latin1').toString('utf8')
