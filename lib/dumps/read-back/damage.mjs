/** A dump that is not whole, or not what it says it is. The message is a sentence for people. */
export class DumpDamage extends Error {
  name = 'DumpDamage'
}

/** A dump that is written in a way that cannot be read here. The message is a sentence for people. */
export class DumpUnreadable extends Error {
  name = 'DumpUnreadable'
}
