import { Workspace } from '../services/workspace'

/** The workspace of the folder the command was started in. */
export function workspaceHere(): Workspace {
  return new Workspace({ directory: process.cwd(), variables: {} })
}
