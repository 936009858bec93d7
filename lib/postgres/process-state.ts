/**
 * State that exists once per process, even where a bundler loads a module several times.
 * @param name unique within this folder.
 */
export function processState<T>(name: string, create: () => T): T {
  const key = Symbol.for(`lockstep.postgres.${name}`)
  const shared = globalThis as { [key: symbol]: T | undefined }
  shared[key] ??= create()
  return shared[key]
}
