/** Whether this Node can run us. @param {string} version such as `20.20.2` */
export function isSupportedNode(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > 20 || (major === 20 && minor >= 20)
}

/**
 * Whether a command line serves pages: `lockstep`, `lockstep --port 4000`, `lockstep demo`. All other
 * commands must not wait for a build of the dashboard.
 * @param {string[]} args
 */
export function needsDashboard(args) {
  if (asksForWords(args)) return false
  const [first] = args
  return first === undefined || first === 'demo' || first.startsWith('-')
}

/** Whether a command line asks only for what Lockstep says of itself. @param {string[]} args */
export function asksForWords(args) {
  return args.some((arg) => ['--help', '-h', '--version', '-V', '-v'].includes(arg))
}
