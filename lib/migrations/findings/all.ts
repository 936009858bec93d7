import { SEVERITIES } from '../../objects/kind'
import type { Finding } from '../finding'
import type { FindingContext } from './context'
import { edited } from './edited'
import { failed } from './failed'
import { brokenFile, duplicateVersion } from './files'
import { missingFile } from './missing-file'
import { otherVersion } from './other-version'
import { outOfOrder } from './out-of-order'
import { pending } from './pending'
import { locked, otherEnvironment, unreadable } from './records'
import { versionClash } from './version-clash'

const RULES = [
  failed,
  unreadable,
  locked,
  versionClash,
  edited,
  outOfOrder,
  missingFile,
  duplicateVersion,
  otherVersion,
  otherEnvironment,
  brokenFile,
  pending,
] as const

/** All that is to be known of the migrations, the most serious first. */
export function findFindings(context: FindingContext): Finding[] {
  const found = RULES.flatMap((rule) => rule(context))
  return found.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
}
