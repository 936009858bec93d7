import type { ErrorExplanation } from './explanation'

/** Failures of restoring dumps, to test them or into an environment. */
export const restoreErrors = {
  'E-RESTORE-REFUSED': {
    title: 'The dump holds a statement that is not run',
    cause:
      'Its file holds something that pg_dump never writes, such as a program to run, a file to read or a command for psql. Somebody changed it, or it was made by another program.',
    nextSteps: [
      'Look at the line that is named, and at where the file came from.',
      'Make a new dump. One that somebody else gave you can hold code that harms.',
    ],
  },
  'E-RESTORE-FAILED': {
    title: 'A statement of the dump failed',
    cause: 'The server refused it. The file, the line and the server’s own words are shown with the error.',
    nextSteps: [
      'Look at what the statement needs that the server does not have: an extension, a role, a newer version.',
      'In an environment nothing was changed: a restore is one transaction.',
    ],
  },
  'E-RESTORE-NOTHING': {
    title: 'The dump holds nothing that can be restored by itself',
    cause: 'It holds types or roles alone, or rows without the schema that they belong to.',
    nextSteps: ['Choose a dump of the schema or of all, or dump the schema again.'],
  },
  'E-RESTORE-INTO': {
    title: 'The dump cannot be restored there',
    cause:
      'Dumps are restored only into environments that are named local or marked "restorable", that are not protected, not the reference, and that lead to no database of another environment.',
    nextSteps: [
      'Choose another environment.',
      'Or mark a database that may be replaced with "restorable": true in lockstep.config.json.',
    ],
  },
  'E-RESTORE-RIGHTS': {
    title: 'The role may not replace what is there',
    cause:
      'Replacing needs the owner of what is there, and switching off triggers for its time needs a right of its own.',
    nextSteps: ['Use a role that owns the database, or a superuser of a local one.', 'Nothing was changed.'],
  },
  'E-RESTORE-CONFIRM': {
    title: 'The restore was not confirmed',
    cause:
      'The name that was typed is another, the confirmation is older than ten minutes, was used before, or is for another dump or database.',
    nextSteps: ['Look at the plan again, and type the name of the environment.', 'Nothing was changed.'],
  },
  'E-RESTORE-BUSY': {
    title: 'Somebody else restores into this database',
    cause: 'Another restore holds its lock there, of this machine or of another.',
    nextSteps: ['Wait until it has ended, then look at the environment again.'],
  },
} as const satisfies Record<string, ErrorExplanation>
