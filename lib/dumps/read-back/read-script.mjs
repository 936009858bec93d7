import { ScriptReader } from './script-reader.mjs'
import { TableDigest } from './table-digest.mjs'
import { tocComment } from './toc-comment.mjs'

const FOOTER = /^-- PostgreSQL database (cluster )?dump complete$/

/** The fence that pg_dump puts around a script. */
const BELONGS = /^\\(un)?restrict [A-Za-z0-9]+$/

/**
 * Reads a script to its end, and tells what it holds.
 * @param {AsyncIterable<Buffer>} pieces
 */
export async function readScript(pieces) {
  const reader = new ScriptReader()
  const told = new ScriptContents()
  for await (const piece of pieces) for (const event of reader.take(piece)) told.add(event)
  for (const event of reader.finish()) told.add(event)
  return told.tell(reader.isComplete)
}

class ScriptContents {
  #objects = []
  #tables = []
  #commands = []
  #hasComments = false
  #hasFooter = false
  #hasStatements = false
  #table = null
  #digest = new TableDigest()

  /** @param {import('./script-reader.mjs').ScriptEvent} event */
  add(event) {
    if (event.kind === 'rows') this.#digest.add(event.bytes)
    else if (event.kind === 'line') this.#addLine(event)
    else {
      this.#tables.push({ ...this.#table, ...this.#digest.tell() })
      this.#digest = new TableDigest()
    }
  }

  /** @param {import('./script-reader.mjs').LineEvent} event */
  #addLine({ text, isStart, endsStatement, command, copy }) {
    this.#table = copy
    if (command !== null && !(isStart && BELONGS.test(text)))
      this.#commands.push(Buffer.from(command, 'latin1').toString('utf8'))
    if (endsStatement) this.#hasStatements = true
    if (!isStart || !text.startsWith('--')) return
    this.#hasComments = true
    if (FOOTER.test(text)) this.#hasFooter = true
    const object = tocComment(text)
    if (object) this.#objects.push(object)
  }

  /**
   * Its last comment says that a script is whole. One without any comment, as a filter leaves it, can only be seen to
   * end where a statement does.
   */
  tell(isComplete) {
    return {
      isWhole: isComplete && (this.#hasFooter || (!this.#hasComments && this.#hasStatements)),
      objects: this.#objects,
      tables: this.#tables,
      commands: this.#commands,
    }
  }
}
