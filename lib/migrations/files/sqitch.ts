import { lineEndChecksums } from '../checksums'
import type { FileFormat } from '../file-format'
import { readFile } from '../read-sql-file'
import { parsePlan } from '../sqitch-plan'
import { passedOver, toFiles } from '../to-files'

const PLAN = 'sqitch.plan'

/** Sqitch: a plan that names the changes in their order, and a script to deploy each, which psql runs. */
export const sqitchFiles: FileFormat = {
  tool: 'sqitch',
  recognise: async ({ paths }) => paths.includes(PLAN),
  read: async (listing) => {
    const plan = await readFile(listing, PLAN)
    if (plan.problem) return { files: [], problems: [`${PLAN}: ${plan.problem}`] }
    const { changes, problems } = parsePlan(plan.text)
    const named = changes.map(({ id, name, reworkedAt }) => ({
      key: id,
      version: null,
      name,
      path: `deploy/${name}${reworkedAt ? `@${reworkedAt}` : ''}.sql`,
    }))
    const files = await toFiles(listing, named, {
      checksums: (bytes) => lineEndChecksums(bytes, 'sha1'),
      runsPsql: true,
    })
    const strangers = listing.paths.filter(
      (path) => /^deploy\/.*\.sql$/.test(path) && !named.some((each) => each.path === path),
    )
    return { files, problems: [...problems, ...passedOver('Sqitch', strangers, `${PLAN} does not name it`)] }
  },
}
