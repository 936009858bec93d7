/**
 * The layers, top first. A file may import from its own layer and from those below it.
 * `lib/testing`, `e2e`, `bench` and tests stand outside: they may import anything, and nothing imports them.
 */
export const layers = [
  ['app', 'proxy.ts'],
  ['components'],
  ['lib/client'],
  ['lib/services', 'lib/cli'],
  [
    'lib/jobs',
    'lib/access',
    'lib/migrations',
    'lib/dumps',
    'lib/shadow',
    'lib/postgres',
    'lib/supabase',
    'lib/store',
    'lib/config',
    'lib/embedded',
    'lib/server',
    'lib/demo',
  ],
  ['lib/kinds'],
  ['lib/objects', 'lib/sql'],
]

/** Folders whose files need no driver, framework, file system or other part of Node but its hashes. */
export const pureFolders = ['lib/objects', 'lib/sql', 'lib/kinds', 'lib/access']
export const pureModules = ['node:crypto']

/** Packages that only some places may import, each with the reason that is shown. */
export const fences = [
  {
    packages: /^pg(\/|$)/,
    only: ['lib/postgres', 'lib/shadow', 'lib/embedded'],
    reason: 'all contact with Postgres is in lib/postgres and lib/shadow',
  },
  {
    packages: /^(node:)?child_process$/,
    only: [
      'lib/dumps',
      'lib/embedded',
      'lib/migrations/git.ts',
      'lib/migrations/lint/squawk.ts',
      'lib/server/open-in-browser.ts',
    ],
    reason:
      'only lib/dumps and lib/embedded start processes; one file asks git, one squawk, one opens the browser',
  },
  {
    packages: /^(next|react|react-dom)(\/|$)/,
    only: ['app', 'components', 'proxy.ts', 'lib/server'],
    reason: 'lib/ knows no framework; lib/server alone serves Next',
  },
]

/** Files outside the layers: they may import anything, and nothing within them may import these. */
export function isOutside(file) {
  return /^(lib\/testing|e2e|bench)\/|\.(test|fixture)\.[a-z]+$|^[^/]+\.config\.[a-z]+$/.test(file)
}
