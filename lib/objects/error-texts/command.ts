import type { ErrorExplanation } from './explanation'

/** Failures of what a person asked for: commands, files, scripts, and our own defects. */
export const commandErrors = {
  'E-USAGE': {
    title: 'The command was not understood',
    cause: 'A word, an option or the number of operands is not one the command knows.',
    nextSteps: ['Run the command with --help to see what it takes.'],
  },
  'E-ORIGIN': {
    title: 'No such environment, file or address',
    cause: 'The name is neither a configured environment nor a file nor a postgres:// address.',
    nextSteps: ['Check the spelling, or run `lockstep status` to see the configured environments.'],
  },
  'E-FOLDER': {
    title: 'A folder that Lockstep needs cannot be used',
    cause: 'It is not there, or this user may not write to it.',
    nextSteps: [
      'Check the folder that is named and its permissions.',
      'The folder for the servers that Lockstep brings along is named by XDG_CACHE_HOME, the one for what is needed for a moment by TMPDIR.',
    ],
  },
  'E-FILE-READ': {
    title: 'A file could not be read',
    cause: 'It does not exist, or this user may not read it.',
    nextSteps: ['Check the name and the permissions of the file.'],
  },
  'E-FILE-WRITE': {
    title: 'A file could not be written',
    cause:
      'The folder does not exist, is not writable, or the disk is full. What was there before is unchanged.',
    nextSteps: ['Choose another folder, or make room.'],
  },
  'E-SNAPSHOT': {
    title: 'The file is not a whole snapshot of a known version',
    cause: 'It was cut short, damaged, made by a newer version, or is something else.',
    nextSteps: ['Take the snapshot again with `lockstep snapshot ORIGIN --output FILE`.'],
  },
  'E-SCRIPT': {
    title: 'A script could not be loaded',
    cause:
      'One of its statements failed on an empty database, is a command for psql, or begins a transaction that nothing ends.',
    nextSteps: ['Mend the statement that is named, or compare with a database in which the script has run.'],
  },
  'E-OBJECT': {
    title: 'No such object',
    cause: 'No environment that could be read has it: it was dropped or renamed, or the link is mistyped.',
    nextSteps: ['Look for it in the overview.'],
  },
  'E-REQUEST': {
    title: 'The request was not understood',
    cause: 'The address has a parameter that the page does not know, or one with an impossible value.',
    nextSteps: ['Go back to the overview and set the filters again.'],
  },
  'E-INTERNAL': {
    title: 'Lockstep failed in a way it did not expect',
    cause: 'This is a defect of Lockstep. Nothing was changed.',
    nextSteps: ['Please report what you did, with the detail that is shown.'],
  },
} as const satisfies Record<string, ErrorExplanation>
