import fs from 'node:fs'

/** Clock ticks a second in /proc, which is 100 on every Linux that Node runs on. */
const TICKS = 100

/** CPU seconds of all children that a process has waited for, theirs included. */
export function childrenCpu(pid) {
  const fields = statFields(pid)
  return (Number(fields[13]) + Number(fields[14])) / TICKS
}

/** CPU seconds of a live process itself, to the nanosecond. */
export function ownCpu(pid) {
  return Number(fs.readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e9
}

export function parentOf(pid) {
  return Number(statFields(pid)[1])
}

/** The processes that a process has started and that still run. */
export function childrenOf(pid) {
  try {
    return fs.readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      fs
        .readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')
        .split(' ')
        .filter((child) => child !== '')
        .map(Number),
    )
  } catch {
    return []
  }
}

/** Bytes of memory a process holds now, and the most it ever held; zeros once it is gone. */
export function memoryOf(pid) {
  try {
    const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8')
    const kilobytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
    return { now: kilobytes('VmRSS') * 1024, peak: kilobytes('VmHWM') * 1024 }
  } catch {
    return { now: 0, peak: 0 }
  }
}

/** The fields of /proc/PID/stat after the program's name, the first being its state. */
function statFields(pid) {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}
