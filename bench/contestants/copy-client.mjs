/**
 * Runs a file of statements, each ended by a semicolon and a newline, and throws the rows of COPY away: for machines without psql.
 *   node copy-client.mjs FILE
 * The address comes from PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE.
 */
import fs from 'node:fs'
import pg from 'pg'

const client = new pg.Client()
await client.connect()

/** A query that lets the driver read rows and keeps none. */
class Discard {
  constructor(text) {
    this.text = text
    this.done = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }))
  }
  submit(connection) {
    connection.query(this.text)
  }
  handleError(error) {
    this.reject(error)
  }
  handleReadyForQuery() {
    this.resolve()
  }
  handleCopyData() {}
  handleCommandComplete() {}
  handleRowDescription() {}
  handleDataRow() {}
  handleEmptyQuery() {}
}

for (const statement of fs.readFileSync(process.argv[2], 'utf8').split(';\n')) {
  await client.query(new Discard(statement)).done
}
await client.end()
