import { randomUUID } from 'node:crypto'
import type { NewMigrationAnswer } from './new-migration-answer'

/** A draft that was proven, to be saved when people say so. */
export interface KeptDraft {
  readonly environment: string
  readonly sql: string
  readonly file: NewMigrationAnswer
  /** Of the replay that it was proven after: with other files it would have to be proven anew. */
  readonly headKey: string
}

const MOST_KEPT = 20

/** The drafts of a workspace by their ids, the latest ones. Nothing of a draft leaves the process before it is saved. */
export class KeptDrafts {
  private readonly kept = new Map<string, KeptDraft>()

  /** Gives the id by which it can be saved. */
  keep(draft: KeptDraft): string {
    const id = randomUUID()
    this.kept.set(id, draft)
    for (const oldest of [...this.kept.keys()].slice(0, -MOST_KEPT)) this.kept.delete(oldest)
    return id
  }

  get(id: string): KeptDraft | undefined {
    return this.kept.get(id)
  }

  forget(id: string): void {
    this.kept.delete(id)
  }
}
