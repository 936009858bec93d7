import { AppError } from '../objects/app-error'
import { Workspace } from '../services/workspace'

/** The workspace of the folder the command was started in. Throws AppError E-FOLDER where that is gone. */
export function workspaceHere(): Workspace {
  return new Workspace({ directory: folderHere(), variables: {} })
}

function folderHere(): string {
  try {
    return process.cwd()
  } catch (error) {
    throw new AppError(
      {
        code: 'E-FOLDER',
        message: 'The folder that Lockstep was started in is not there any more',
        hint: 'It was deleted or moved since the terminal went there: go to the folder of your project again.',
        detail: (error as Error).message,
      },
      { cause: error },
    )
  }
}
