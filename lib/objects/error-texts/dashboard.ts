import type { ErrorExplanation } from './explanation'

const REPORT = 'If a page of the dashboard did this, please report it.'

/** Failures between the browser and the dashboard's own server, and refusals of its guard. */
export const dashboardErrors = {
  'E-SESSION': {
    title: 'This browser has not opened the dashboard of this run',
    cause: 'Each start of Lockstep prints a new address, which is exchanged for a session in one browser.',
    nextSteps: ['Open the address that Lockstep printed in the terminal.'],
  },
  'E-ATTEMPTS': {
    title: 'Too many wrong addresses were tried',
    cause:
      'Something on this machine tries to guess the address of the dashboard, or an old one is open in many tabs.',
    nextSteps: ['Open the address that Lockstep printed in the terminal; it still works.'],
  },
  'E-HOST': {
    title: 'The host name does not belong to the dashboard',
    cause:
      'The dashboard answers only to 127.0.0.1 and localhost, so that no web site can reach it under another name.',
    nextSteps: ['Open the address that Lockstep printed in the terminal.'],
  },
  'E-SENDER': {
    title: 'Another site or port sent the request',
    cause: 'Only the dashboard’s own pages may reach it, so that no web site can act for you.',
    nextSteps: ['Paste the address into the address bar instead of following a link.'],
  },
  'E-STREAMS': {
    title: 'Too many live connections are open',
    cause: 'Each browser keeps one connection open for news, and their number is limited.',
    nextSteps: ['Close some tabs and try again.'],
  },
  'E-STOPPED': {
    title: 'The dashboard’s process does not answer',
    cause: 'It was ended in the terminal, or the machine slept or restarted.',
    nextSteps: ['Start Lockstep again in the terminal and open the address it prints.'],
  },
  'E-MIGRATION': {
    title: 'There is no such migration',
    cause:
      'Its file was renamed or removed, or its row was taken out of the record, since the address was made.',
    nextSteps: ['Open the list of migrations, which shows all that there are.'],
  },
  'E-PAGE': {
    title: 'A page could not be shown',
    cause: 'This is a defect of Lockstep. Nothing was changed.',
    nextSteps: ['Try again; if it happens again, please report what you did.'],
  },
  'E-NOT-FOUND': {
    title: 'There is nothing at this address',
    cause: 'The link is old or mistyped.',
    nextSteps: ['Start from the overview.'],
  },
  'E-TOO-LARGE': {
    title: 'The request is too large',
    cause: 'The dashboard accepts requests of at most 64 KiB.',
    nextSteps: ['Send less at once.', REPORT],
  },
  'E-PATH': {
    title: 'The requested path is not well formed',
    cause: 'A program other than a browser asked, or the link is damaged.',
    nextSteps: ['Start from the overview.', REPORT],
  },
  'E-METHOD': {
    title: 'The method is not allowed here',
    cause: 'The dashboard reads with GET and acts with POST, each at its own paths.',
    nextSteps: [REPORT],
  },
  'E-BODY': {
    title: 'A read request carried a body',
    cause: 'Only requests that change something carry one.',
    nextSteps: [REPORT],
  },
  'E-JSON': {
    title: 'Only JSON is accepted',
    cause: 'A request that changes something must be JSON, which no form of another site can send.',
    nextSteps: [REPORT],
  },
  'E-LENGTH': {
    title: 'The length of the request is missing',
    cause: 'The dashboard limits sizes before it reads, so the length must be known.',
    nextSteps: [REPORT],
  },
  'E-EXPECT': {
    title: 'Expectations are not supported',
    cause: 'The request carried an Expect header, which browsers never send.',
    nextSteps: [REPORT],
  },
  'E-UPGRADE': {
    title: 'The dashboard does not change protocols',
    cause: 'Something asked for a WebSocket or a tunnel; the dashboard has none.',
    nextSteps: [REPORT],
  },
  'E-WORKER': {
    title: 'The dashboard installs no service worker',
    cause: 'Something asked for one on its behalf.',
    nextSteps: ['Clear the site data of this address in the browser.', REPORT],
  },
} as const satisfies Record<string, ErrorExplanation>
