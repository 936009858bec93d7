import type { ErrorExplanation } from './explanation'

/** Failures of long work of our own: reading, dumping, cancelling. */
export const workErrors = {
  'E-REPLAY': {
    title: 'The migration files do not build a database',
    cause: 'A migration fails on an empty database, or is code that only its own tool can run.',
    nextSteps: [
      'Look at the file and line that are named: the page of migrations says what the failure most likely means.',
      'Mend the file if it never ran anywhere; else add what is missing before it, so that a new database can be built.',
    ],
  },
  'E-LINT': {
    title: 'The pending files could not be judged',
    cause:
      'Which files are pending is told by the environment’s own record, and that could not be read or is not there.',
    nextSteps: [
      'Check the environment, so that its record and its schema are known.',
      'Where it keeps no record, let your migration tool run there once, or mark what is applied with it.',
    ],
  },
  'E-NEW-MIGRATION': {
    title: 'No migration was made',
    cause:
      'Its name or version is taken, its folder is not there, or only the tool itself can make one. Nothing was written.',
    nextSteps: [
      'The message says what is in the way, and the hint what to do about it.',
      'Where the migrations are programs, run the command of their tool that is shown.',
    ],
  },
  'E-TIMEOUT': {
    title: 'It took longer than allowed',
    cause: 'The server or the network was slow, or there is more to read than the time limit allows for.',
    nextSteps: ['Try again.', 'Check fewer schemas, or allow more time.'],
  },
  'E-PG-CHANGING': {
    title: 'The schema changed while it was read',
    cause:
      'Somebody was making, changing or dropping objects the whole time, so no two definitions were of one moment.',
    nextSteps: [
      'Try again when the change is done.',
      'If nobody is changing anything, please report it with the detail.',
    ],
  },
  'E-CANCELLED': {
    title: 'Cancelled',
    cause: 'You or the program that asked stopped it. Nothing was changed.',
    nextSteps: ['Start it again when you like.'],
  },
  'E-DISK': {
    title: 'Not enough space on this machine',
    cause: 'The file needs more room than its folder has.',
    nextSteps: ['Free some space, or choose another folder.'],
  },
} as const satisfies Record<string, ErrorExplanation>
