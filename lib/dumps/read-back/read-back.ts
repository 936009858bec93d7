import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { installRoot } from '../../embedded/install-root'
import { damageError } from './damage-error'

/** What is in a dump that was read back from the disk, from its first byte to its last. */
export interface ReadBack {
  /** Of the file as it is. */
  readonly bytes: number
  /** Of the file as it is, hex. */
  readonly sha256: string
  /**
   * Whether a script has its last comment, or is one that ends after a statement and has no comments at all; whether
   * an archive holds the rows of all that its contents list.
   */
  readonly isWhole: boolean
  /** What its comments or its contents name, by pg_dump's words for sorts: `TABLE`, `FK CONSTRAINT`, `TABLE DATA`. */
  readonly objects: readonly DumpedObject[]
  /** Tables with rows in COPY's text format, in the order of the dump. */
  readonly tables: readonly ReadTable[]
  /** What psql would run on the machine of whoever restores it, and that no dump needs. */
  readonly commands: readonly string[]
}

export interface DumpedObject {
  readonly type: string
  readonly schema: string | null
  readonly name: string
}

export interface ReadTable {
  readonly schema: string
  readonly name: string
  /** Empty where the dump does not name them. */
  readonly columns: readonly string[]
  readonly rows: number
  /** Of the rows, each with its line break, hex. */
  readonly sha256: string
}

/** Plain JavaScript, which runs from this file and is part of no bundle. */
const WORKER = 'lib/dumps/read-back/read-back-worker.mjs'

type Message =
  | { readonly kind: 'bytes'; readonly bytes: number }
  | { readonly kind: 'end'; readonly readBack: ReadBack }
  | { readonly kind: 'failed'; readonly name: string; readonly code?: string; readonly message: string }

/**
 * Reads a dump whole, in a thread of its own: a script, one that is compressed with gzip, or an archive of pg_dump's
 * custom format, whichever its first bytes say. Needs little memory, however large it is.
 * @throws AppError `E-DUMP-DAMAGED`, `E-DUMP-FORMAT` or `E-FILE-READ`, or the reason of the signal.
 */
export async function readBack(
  file: string,
  { signal, onBytes }: { signal?: AbortSignal; onBytes?: (bytes: number) => void } = {},
): Promise<ReadBack> {
  signal?.throwIfAborted()
  const worker = new Worker(path.join(/* turbopackIgnore: true */ installRoot(), WORKER), {
    workerData: { file },
    env: {},
    execArgv: [],
  })
  let onAbort = () => {}
  try {
    return await new Promise<ReadBack>((resolve, reject) => {
      onAbort = () => reject(signal?.reason)
      signal?.addEventListener('abort', onAbort, { once: true })
      worker.on('message', (message: Message) => {
        if (message.kind === 'bytes') onBytes?.(message.bytes)
        else if (message.kind === 'end') resolve(message.readBack)
        else reject(damageError(message, file))
      })
      worker.on('error', (error) => reject(damageError(error, file)))
      worker.on('exit', () => reject(new Error('The thread that reads dumps ended by itself.')))
    })
  } finally {
    signal?.removeEventListener('abort', onAbort)
    await worker.terminate()
  }
}
