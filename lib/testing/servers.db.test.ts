import { describe, expect, it } from 'vitest'
import { majorOf } from '../embedded/versions'
import { createDatabase, serverLabels } from './servers'

describe.each(serverLabels())('test server %s', (label) => {
  it('is of that major and makes, copies and drops databases', async () => {
    const first = await createDatabase(label, {
      sql: 'create table t (a int); insert into t values (1), (2)',
    })
    expect(await first.query('select a from t where a > $1', [1])).toEqual([{ a: 2 }])
    const [row] = await first.query<{ major: string }>(
      "select current_setting('server_version_num')::int / 10000 as major",
    )
    expect(row?.major).toBe(majorOf(label))
    await first.drop()
    await first.drop()
    const others = await createDatabase(label)
    const left = await others.query('select 1 from pg_database where datname = $1', [first.name])
    await others.drop()
    expect(left).toEqual([])
  })
})
