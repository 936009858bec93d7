import type { ErrorExplanation } from './explanation'

/** Mistakes in lockstep.config.json, in .env files and in what they point to. */
export const configurationErrors = {
  'E-SHADOW': {
    title: 'The configured shadow server cannot be used',
    cause:
      'Throwaway databases are made on it, so it must be proven to be no environment’s server, and its user must be allowed to make databases.',
    nextSteps: [
      'Name a server of its own under "shadow", such as a local one, with a user that may create databases.',
      'Or leave "shadow" out: Lockstep brings a server along.',
    ],
  },
  'E-CONF': {
    title: 'The configuration has mistakes',
    cause: 'Lockstep uses nothing of a configuration file that it does not fully understand.',
    nextSteps: ['Correct the listed places.'],
  },
  'E-CONF-FILE': {
    title: 'A configuration file could not be read',
    cause: 'It is a folder, is not readable for you, is not UTF-8 text, or is far too large.',
    nextSteps: ['Check the file and its permissions.'],
  },
  'E-CONF-SYNTAX': {
    title: 'A configuration file is not valid',
    cause: 'The file is strict JSON: double quotes, no comments, no comma after the last item.',
    nextSteps: ['Correct the given line and column.'],
  },
  'E-CONF-DUPLICATE': {
    title: 'Something is named twice in the configuration',
    cause: 'Only one of the two could be meant.',
    nextSteps: ['Remove or rename one of them.'],
  },
  'E-CONF-KEY': {
    title: 'The configuration has an unknown key',
    cause: 'Unknown keys are refused, so that a typo can never switch something off unnoticed.',
    nextSteps: ['Correct the spelling, or remove the key.'],
  },
  'E-CONF-VALUE': {
    title: 'A value of the configuration is not allowed there',
    cause: 'The value has another type or is outside what is allowed.',
    nextSteps: ['Correct the value at the given place.'],
  },
  'E-CONF-SECRET': {
    title: 'The configuration file contains an address or password',
    cause: 'The file is meant to be committed, so secrets in it would reach everyone with the repository.',
    nextSteps: [
      'Put the address into .env.local and refer to it: "url": { "env": "PROD_DATABASE_URL" }.',
      'If the file was ever committed, change the password.',
    ],
  },
  'E-CONF-VARIABLE': {
    title: 'An environment variable is not set',
    cause: 'The configuration refers to it, and neither the process nor .env.local nor .env has it.',
    nextSteps: ['Set it in .env.local (which should not be committed) or in the shell.'],
  },
  'E-CONF-NO-ADDRESS': {
    title: 'An environment was found without an address',
    cause: 'A project file names the environment, but its password is known nowhere.',
    nextSteps: ['Set the named variable in .env.local.'],
  },
  'E-CONF-NONE': {
    title: 'No environments are configured',
    cause: 'There is no lockstep.config.json, and nothing was found that names a database.',
    nextSteps: [
      'Put LOCAL_DATABASE_URL, STAGING_DATABASE_URL and PROD_DATABASE_URL into .env.local.',
      'Or look around first: lockstep demo',
    ],
  },
} as const satisfies Record<string, ErrorExplanation>
