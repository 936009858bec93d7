/**
 * State that exists once per process: the pages' bundle and the command line's are two copies of a module in one
 * process, and a bundler may load one several times.
 * @param name unique within the program.
 */
export function processState<T>(name: string, create: () => T): T {
  const key = Symbol.for(`lockstep.${name}`)
  const shared = globalThis as { [key: symbol]: T | undefined }
  shared[key] ??= create()
  return shared[key]
}
