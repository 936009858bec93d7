const CREATES = /^create\s+(?:role|user|group)\s+(?!mapping\b)("(?:[^"]|"")+"|[\w$-]+)/i

/** The role that a statement creates, or null. */
export function createdRole(statement: string): string | null {
  const name = CREATES.exec(statement)?.[1]
  return name === undefined ? null : plainName(name)
}

/** A name as the server keeps it, from how a statement writes it. */
export function plainName(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase()
}
