import { type DoctorReport, runDoctor } from '../postgres/doctor'
import type { Workspace } from './workspace'

/** Runs the seven steps of the doctor on one environment. Throws E-ORIGIN for a name that is not configured. */
export async function diagnoseEnvironment(workspace: Workspace, name: string): Promise<DoctorReport> {
  const { environment } = await workspace.monitor(name)
  return runDoctor(environment)
}
