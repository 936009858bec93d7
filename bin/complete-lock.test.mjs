import { expect, it } from 'vitest'
import { completeLock } from './complete-lock.mjs'

const parent = {
  version: '2.0.0',
  optionalDependencies: {
    '@x/cli-darwin-arm64': '2.0.0',
    '@x/cli-linux-x64-musl': '2.0.0',
    '@x/wasm32-wasi': '2.0.0',
  },
}

it('adds the platform packages that are missing, with what their names say', () => {
  const { lock, added } = completeLock({ lockfileVersion: 3, packages: { '': {}, 'node_modules/x': parent } })
  expect(added).toHaveLength(3)
  expect(lock.packages['node_modules/@x/cli-darwin-arm64']).toEqual({
    version: '2.0.0',
    cpu: ['arm64'],
    optional: true,
    os: ['darwin'],
  })
  expect(lock.packages['node_modules/@x/cli-linux-x64-musl']).toMatchObject({ os: ['linux'], libc: ['musl'] })
  expect(lock.packages['node_modules/@x/wasm32-wasi']).toMatchObject({ cpu: ['wasm32'] })
  expect(completeLock(lock).added).toEqual([])
})

it('puts a second version below the package that needs it', () => {
  const packages = {
    'node_modules/@x/cli-darwin-arm64': { version: '1.0.0' },
    'node_modules/x': {
      version: '2.0.0',
      dev: true,
      optionalDependencies: { '@x/cli-darwin-arm64': '2.0.0' },
    },
  }
  const { lock, added } = completeLock({ packages })
  expect(added).toEqual(['node_modules/x/node_modules/@x/cli-darwin-arm64'])
  expect(lock.packages[added[0]].dev).toBe(true)
})

it('finds a package that lies beside its nested parent', () => {
  const packages = {
    'node_modules/@x/cli-darwin-arm64': { version: '1.0.0' },
    'node_modules/y/node_modules/@x/cli-darwin-arm64': { version: '2.0.0' },
    'node_modules/y/node_modules/x': { optionalDependencies: { '@x/cli-darwin-arm64': '2.0.0' } },
  }
  expect(completeLock({ packages }).added).toEqual([])
})

it('refuses to guess an exact version from a range', () => {
  const packages = { 'node_modules/x': { optionalDependencies: { '@x/cli-darwin-arm64': '^2.0.0' } } }
  expect(() => completeLock({ packages })).toThrow('@x/cli-darwin-arm64 needs an exact version')
})
