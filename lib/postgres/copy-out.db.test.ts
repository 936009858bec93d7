import { describe, expect, it, onTestFinished } from 'vitest'
import { createDatabase, majors } from '../testing/servers'
import { connect } from './connect'
import { named, rejection } from './connect.fixture'
import { copyOut, type RowBytes } from './copy-out'

const NOTHING = () => undefined

describe.each(majors())('rows of a COPY on Postgres %i', (major) => {
  it('arrive in their order, with where they end, and the connection is as before', async () => {
    const { client } = await open(major)
    const text = `copy (select n, repeat('x', n % 300) from generate_series(1, 20000) n) to stdout`
    const rows: string[] = []
    let begun = ''
    const count = await copyOut(client, text, ({ bytes, ends }) => {
      let from = 0
      for (const end of ends) {
        rows.push(begun + bytes.toString('utf8', from, end))
        begun = ''
        from = end
      }
      begun += bytes.toString('utf8', from)
      return undefined
    })
    const wanted = Array.from({ length: 20_000 }, (_, i) => `${i + 1}\t${'x'.repeat((i + 1) % 300)}\n`)
    expect([count, begun, rows]).toEqual([20_000, '', wanted])
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  it('of no columns are empty lines, and of no rows nothing', async () => {
    const { client } = await open(major)
    const gathered: RowBytes[] = []
    const take = (rows: RowBytes) => void gathered.push(rows)
    expect(await copyOut(client, 'copy (select from generate_series(1, 3)) to stdout', take)).toBe(3)
    expect(gathered.map(({ bytes }) => bytes.toString()).join('')).toBe('\n\n\n')
    expect(await copyOut(client, 'copy (select 1 where false) to stdout', take)).toBe(0)
  })

  it('wait for whoever takes them: little is read ahead', async () => {
    const { client } = await open(major)
    let [received, calls] = [0, 0]
    let go = NOTHING
    const copying = copyOut(
      client,
      `copy (select repeat('x', 1000) from generate_series(1, 50000)) to stdout`,
      (rows) => {
        received += rows.bytes.length
        calls += 1
        if (calls > 1) return undefined
        return new Promise<void>((resolve) => {
          go = () => void resolve()
        })
      },
    )
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(calls).toBe(1)
    expect(received).toBeLessThan(1 << 20)
    go()
    expect(await copying).toBe(50_000)
    expect(received).toBe(50_000 * 1001)
  })

  it('one of 90 MB passes in small parts', async () => {
    const { client } = await open(major)
    let [received, largest, ends] = [0, 0, 0]
    await copyOut(client, `copy (select repeat('x', 90000000)) to stdout`, (rows) => {
      received += rows.bytes.length
      largest = Math.max(largest, rows.bytes.length)
      ends += rows.ends.length
      return undefined
    })
    expect([received, ends]).toEqual([90_000_001, 1])
    expect(largest).toBeLessThan(1 << 20)
  })

  it('end with the error of the server, also after some rows', async () => {
    const { client } = await open(major)
    await client.query('begin')
    let received = 0
    const failing = copyOut(
      client,
      'copy (select 1 / (30000 - n) from generate_series(1, 40000) n) to stdout',
      (rows) => {
        received += rows.ends.length
        return undefined
      },
    )
    expect(await rejection(failing)).toMatchObject({ code: '22012' })
    expect(received).toBeGreaterThan(0)
    await client.query('rollback')
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  it('end with the error of whoever takes them, which cuts the connection', async () => {
    const { client } = await open(major)
    const refuse = () => Promise.reject(new Error('no room'))
    const failing = copyOut(client, 'copy (select generate_series(1, 1000000)) to stdout', refuse)
    expect(await rejection(failing)).toMatchObject({ message: 'no room' })
    expect(client.connection.stream.destroyed).toBe(true)
  })

  it('end with an error when the server ends the session, never as if all had come', async () => {
    const { client, database } = await open(major)
    const { rows } = await client.query('select pg_backend_pid() as pid')
    let isTold = false
    const failing = copyOut(
      client,
      `copy (select repeat('x', 1000) from generate_series(1, 5000000)) to stdout`,
      () => {
        if (isTold) return undefined
        isTold = true
        return database.query('select pg_terminate_backend($1)', [rows[0].pid]).then(NOTHING)
      },
    )
    expect(await rejection(failing)).toBeInstanceOf(Error)
  })
})

async function open(major: ReturnType<typeof majors>[number]) {
  const database = await createDatabase(major)
  const connection = await connect(named('test', database.url), { messageBytes: 2 ** 31 - 1 })
  onTestFinished(async () => {
    await connection.close()
    await database.drop()
  })
  return { client: connection.client, database }
}
