import type { Row } from '../../../objects/row'
import type { Drafted, DraftRule, ObjectChange } from '../change'

/** Leads from what a grantee has to what it shall have. */
export const grantRule: DraftRule = {
  create: (wanted, change) => statements(wanted, change),
  change: ({ wanted, present }, change) =>
    statements({ ...wanted, unlisted: present.privileges ?? null }, change),
  drop: (present, change) =>
    statements(
      { ...present, privileges: present.unlisted ?? null, unlisted: present.privileges ?? null },
      change,
    ),
}

function statements(row: Row, { kind }: ObjectChange): Drafted {
  if (row.grantor) return { reason: `It was granted by ${row.grantor}, and only that role can do so.` }
  return { statements: [kind.ddl(row, () => [])] }
}
