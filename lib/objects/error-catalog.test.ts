import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { catalogHint, type ErrorCode, errorCatalog, explainCode } from './error-catalog'

describe('error catalogue', () => {
  it.each(Object.entries(errorCatalog))('%s reads like the others', (code, { title, cause, nextSteps }) => {
    expect(code).toMatch(/^E-[A-Z0-9]+(-[A-Z0-9]+)*$/)
    expect(title).toMatch(/^[A-Z].*[^.]$/)
    expect(cause).toMatch(/^[A-Z].*\.$/)
    for (const step of nextSteps) expect(step.trim()).toBe(step)
    expect(catalogHint(code as ErrorCode)).toBe(`${cause} ${nextSteps[0]}`)
  })

  it('has the codes the interface names', () => {
    const named =
      `E-PG-VERSION E-POOL-MODE E-POOL-CLOSED E-POOL-TENANT E-NET-IPV6 E-NET-DNS E-NET-REFUSED E-AUTH-PASS
      E-AUTH-PERM E-TLS-CA E-TLS-HOST E-TIMEOUT E-DISK E-DUMP-EMPTY E-PAUSED`.split(/\s+/)
    expect(named.filter((code) => explainCode(code) === null)).toEqual([])
  })

  it('explains every code that the program uses', () => {
    const used = new Set(
      sources().flatMap((text) =>
        [...text.matchAll(/['"`](E-[A-Z0-9]+(?:-[A-Z0-9]+)*)['"`]/g)].map(([, code]) => code),
      ),
    )
    expect(used.size).toBeGreaterThan(50)
    expect([...used].filter((code) => explainCode(code ?? '') === null)).toEqual([])
  })

  it('knows nothing about other words', () => {
    expect(explainCode('E-NOPE')).toBeNull()
    expect(explainCode('constructor')).toBeNull()
  })
})

/** The texts of all modules that are part of the program. */
function sources(): string[] {
  const root = path.join(import.meta.dirname, '../..')
  return ['lib', 'app', 'components'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.(test|fixture)\./.test(name))
      .map((name) => readFileSync(path.join(root, folder, name), 'utf8')),
  )
}
