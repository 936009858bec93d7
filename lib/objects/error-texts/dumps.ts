import type { ErrorExplanation } from './explanation'

/** Failures of dumps: making, placing, keeping and reading them again. */
export const dumpErrors = {
  'E-DUMP': {
    title: 'There is no such dump',
    cause: 'It was deleted, here or by the rule that says how many are kept, or the link is mistyped.',
    nextSteps: ['Look at the list of dumps: `lockstep dumps`.'],
  },
  'E-DUMP-PLACE': {
    title: 'The dump cannot be put there',
    cause:
      'The folder is a link that leads out of the project, cannot be written, or something that is no dump has the name.',
    nextSteps: [
      'Check the place under "dumps" in lockstep.config.json, or name another folder with --output.',
      'What was there before is unchanged.',
    ],
  },
  'E-DUMP-CHECK': {
    title: 'The dump did not pass its checks',
    cause:
      'What was read back from the files is not what the server said at the same moment, so they were removed.',
    nextSteps: [
      'Look at the checks and at the log of the dump, then try again.',
      'If it happens again, please report it with the check that failed.',
    ],
  },
  'E-DUMP-EMPTY': {
    title: 'The dump file is empty',
    cause: 'The dump ended without an error but wrote nothing.',
    nextSteps: ['Look at its log, then try again.'],
  },
  'E-DUMP-DAMAGED': {
    title: 'The dump is damaged',
    cause: 'The file ends too early, or its bytes are not those that were written.',
    nextSteps: [
      'Use another dump, and make a new one.',
      'If it was copied, copy it again and compare checksums.',
    ],
  },
  'E-DUMP-FORMAT': {
    title: 'The dump is of a sort that cannot be read',
    cause:
      'It is an archive of an unknown format or one that is compressed in a way this Node.js does not know.',
    nextSteps: ['Make it again as a script, or as a custom archive that is compressed with gzip.'],
  },
  'E-DUMP-PROGRAM': {
    title: 'The program pg_dump failed',
    cause:
      'It met something in this database that it could not dump, or could not go on. The detail has its own words.',
    nextSteps: ['Read what it said.', 'Try the other build: the built-in pg_dump, or one of this machine.'],
  },
  'E-DUMP-RIGHTS': {
    title: 'The role may not read all the tables',
    cause: 'A dump without their rows would look whole and not be.',
    nextSteps: [
      'Let an owner run: grant pg_read_all_data to your_role',
      'Where row-level security hides rows, no grant helps: dump as the owner of the tables, where it is not forced, or as a role that an administrator altered with bypassrls.',
      'Or leave the tables out, by the option on the page or --skip-unreadable, or exclude them. Their names are kept with the dump.',
    ],
  },
  'E-DUMP-TABLE': {
    title: 'No such table or schema',
    cause:
      'A name that was chosen for the dump fits no table of this database, so the dump would lack it silently.',
    nextSteps: ['Correct the name, written as schema.table; * stands for any letters.'],
  },
  'E-DUMP-TYPES': {
    title: 'The types could not be made',
    cause: 'The generator failed on what is in this database.',
    nextSteps: [
      'Please report it with the detail. A dump of everything is made all the same, without types.',
    ],
  },
  'E-DUMP-MASK': {
    title: 'A masking rule does not fit',
    cause:
      'It names a table or column that does not exist, or masks it by what the column cannot hold: values that should be masked would be dumped as they are, or could not be restored.',
    nextSteps: ['Correct the rule under "dumps" in lockstep.config.json.'],
  },
  'E-DUMP-MOMENT': {
    title: 'The schema kept changing',
    cause: 'Somebody was changing objects each time a dump began, so its parts would not be of one moment.',
    nextSteps: ['Try again when the change is done.'],
  },
  'E-DUMP-INTERRUPTED': {
    title: 'The dump was interrupted',
    cause:
      'Lockstep was killed, or the machine stopped, before it was done. What was half made has been removed.',
    nextSteps: ['Start it again when you like. The database was not changed.'],
  },
  'E-DUMP-BUSY': {
    title: 'The dump is in use',
    cause: 'It is being made, checked or restored, and only a dump that rests can be changed.',
    nextSteps: ['Wait until that has ended, or cancel it.'],
  },
  'E-DUMP-PINNED': {
    title: 'The dump is pinned',
    cause: 'Somebody pinned it, so that nothing deletes it.',
    nextSteps: ['Unpin it first, if nobody needs it any more.'],
  },
  'E-DUMP-RECORD': {
    title: 'The record of a dump cannot be read',
    cause:
      'It was damaged, or made by a newer version of Lockstep. A damaged one was set aside under another name.',
    nextSteps: [
      'The files of the dump are untouched: `lockstep verify FOLDER` checks them by their own manifest.',
      'Delete the dump in the list when it is of no use.',
    ],
  },
  'E-DUMP-SCHEDULE': {
    title: 'The schedule was not taken',
    cause:
      'It is no cron expression of five parts, names no environment, never comes due, is there already, or is gone.',
    nextSteps: [
      'Write minute, hour, day of month, month and day of week, such as 0 3 * * * for every night at three.',
    ],
  },
} as const satisfies Record<string, ErrorExplanation>
