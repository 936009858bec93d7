import v8 from 'node:v8'

/**
 * Keeps V8 from optimising WebAssembly in the background, which for Postgres's grammar would be four times the work and
 * three times the memory, for the few texts that are ever parsed. For the whole process, before anything is compiled.
 */
export function compileLightly(): void {
  v8.setFlagsFromString('--liftoff-only')
}
