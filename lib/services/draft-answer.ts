import type { Command } from '../migrations/finding'
import type { StandIn } from '../migrations/stand-ins'
import type { FailedStatement } from '../shadow/run-file'
import type { NamedObject } from './named-object'
import type { NewMigrationAnswer } from './new-migration-answer'

/** An object that the file makes as the environment has it. */
export interface DraftedObject extends NamedObject {
  readonly does: 'create' | 'change' | 'drop'
  /** It drops something that the files build. */
  readonly isDestructive: boolean
  /** Nobody chose it: something that was chosen needs it. */
  readonly isNeeded: boolean
}

/** An object with what is to be known of it, in a sentence. */
export interface RemarkedObject extends NamedObject {
  readonly reason: string
}

/** What a run of the file in a database of our own proved. */
export interface DraftProof {
  /** The objects are as in the environment afterwards, and nothing else became different. */
  readonly isProven: boolean
  readonly serverVersion: string
  /** How many files ran before it. */
  readonly filesBefore: number
  readonly tookMs: number
  /** Objects that were held against the environment afterwards, with all that belongs to them. */
  readonly compared: number
  /** Of those, how many are as in the environment but for what is left out of the file. */
  readonly inPart: number
  /** The statement that the server refused; null where all ran. */
  readonly failure: FailedStatement | null
  /** What is still not as in the environment. */
  readonly remaining: readonly RemarkedObject[]
  /** What became different, and should not have. */
  readonly alsoChanged: readonly RemarkedObject[]
  /** What is not as on the platform. */
  readonly standIns: readonly StandIn[]
}

/** A migration that makes what the files build like an environment. */
export interface DraftAnswer {
  readonly formatVersion: 1
  /** By which it can be saved; null unless it was proven. */
  readonly id: string | null
  readonly environment: string
  /** Where it would be written, and its text; null where no statement could be written. */
  readonly file: NewMigrationAnswer | null
  readonly objects: readonly DraftedObject[]
  /** What it does not hold, and why. */
  readonly leftOut: readonly RemarkedObject[]
  /** Of its objects, those that let more through in the environment than the recorded migrations do. */
  readonly widens: readonly NamedObject[]
  /** What may keep it from running where there are rows, or what it holds up; each a sentence. */
  readonly cautions: readonly string[]
  /** Null where there was nothing to prove. */
  readonly proof: DraftProof | null
}

/** A draft that was written into the project. */
export interface SavedDraftAnswer extends NewMigrationAnswer {
  readonly environment: string
  /** Writes down that it ran there, since the environment holds all of it already. */
  readonly record: readonly Command[]
  /** What to do where the tool has no such command; null where it has one. */
  readonly recordNote: string | null
}
