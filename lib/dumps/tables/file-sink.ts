import { createHash } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { fileError } from '../pg-dump/file-error'
import { tryToRemove } from '../try-to-remove'

/** What was written: its size on the disk and the SHA-256 of that, hex. */
export interface WrittenFile {
  readonly bytes: number
  readonly sha256: string
}

/** So much is taken while the disk still writes. */
const AHEAD_BYTES = 1 << 20

/**
 * A new file that only its owner may read, written as fast as the disk takes it, compressed if wanted. It must be ended or
 * dropped; dropping removes it.
 */
export class FileSink {
  private readonly first: Transform
  private readonly written: Promise<void>
  private readonly hash = createHash('sha256')
  private bytes = 0
  private failure: unknown = null

  constructor(
    private readonly file: string,
    { gzip, onBytes }: { gzip: boolean; onBytes?: (added: number) => void },
  ) {
    const meter = new Transform({
      highWaterMark: AHEAD_BYTES,
      transform: (chunk: Buffer, _encoding, done) => {
        this.bytes += chunk.length
        this.hash.update(chunk)
        onBytes?.(chunk.length)
        done(null, chunk)
      },
    })
    // `flush` waits until the bytes are on the disk.
    const end = fs.createWriteStream(file, {
      flags: 'wx',
      mode: 0o600,
      flush: true,
      highWaterMark: AHEAD_BYTES,
    })
    this.first = gzip ? createGzip() : meter
    this.written = gzip ? pipeline(this.first, meter, end) : pipeline(meter, end)
    this.written.catch((error) => {
      this.failure = error
    })
  }

  /**
   * Takes bytes, which must not change afterwards; where the disk is slower, gives a promise to wait for before more is written.
   * @throws AppError `E-DISK` or `E-FILE-WRITE` once writing failed.
   */
  write(bytes: Uint8Array): Promise<void> | undefined {
    if (this.failure) throw fileError(this.failure, this.file)
    if (this.first.write(bytes)) return undefined
    return Promise.race([once(this.first, 'drain'), this.written]).then(
      () => undefined,
      (error) => {
        throw fileError(this.failure ?? error, this.file)
      },
    )
  }

  /** Waits until all is on the disk. Throws as `write` does. */
  async end(): Promise<WrittenFile> {
    this.first.end()
    try {
      await this.written
    } catch (error) {
      throw fileError(error, this.file)
    }
    return { bytes: this.bytes, sha256: this.hash.digest('hex') }
  }

  /** Stops writing and removes the file, where the disk still lets it. Never throws. */
  async drop(): Promise<void> {
    this.first.destroy()
    await this.written.catch(() => undefined)
    if ((this.failure as NodeJS.ErrnoException | null)?.code !== 'EEXIST') tryToRemove(this.file)
  }
}
