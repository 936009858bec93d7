import type { GridAnswer } from '@/lib/services/grid-answer'
import { EnvironmentHead } from './environment-head'
import { gridColumns } from './grid-columns'
import { ReplayHead } from './replay-head'

/** The names of the columns; they stay in sight while the rows are scrolled. */
export function GridHead({ answer }: { readonly answer: GridAnswer }) {
  return (
    <thead className="sticky top-0 z-2 bg-surface shadow-[0_1px_0_var(--border)]">
      <tr aria-rowindex={1} className="text-left">
        <th
          scope="col"
          className="left-0 w-48 bg-surface px-(--pad) py-2 align-bottom font-medium text-muted sm:sticky sm:w-72 xl:w-96"
        >
          Object
        </th>
        {gridColumns(answer).map(({ name, environment, replay }) =>
          environment ? (
            <EnvironmentHead key={name} environment={environment} />
          ) : (
            replay && <ReplayHead key={name} replay={replay} />
          ),
        )}
      </tr>
    </thead>
  )
}
