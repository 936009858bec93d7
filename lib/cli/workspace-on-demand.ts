import type { Workspace } from '../services/workspace'

export type OpenWorkspace = () => Promise<Workspace>

/** The workspace of the folder the command was started in, loaded and made when it is first asked for. */
export class WorkspaceOnDemand {
  private made: Promise<Workspace> | null = null

  /** Throws as workspaceHere does. */
  readonly open: OpenWorkspace = () => {
    this.made ??= import('./workspace-here').then(({ workspaceHere }) => workspaceHere())
    return this.made
  }

  /** Lets go of what it holds: a connection that is kept for a next check would keep the process from ending. */
  async close(): Promise<void> {
    const workspace = await this.made?.catch(() => null)
    await workspace?.close()
  }
}
