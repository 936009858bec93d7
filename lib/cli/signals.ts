/** By which people and systems ask a process to end: Ctrl-C, a termination, a terminal that is closed. */
export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
