import type { ChildProcess } from 'node:child_process'

/** Sends a child process a signal when our process ends. @returns what lets go of it. */
export function endWithUs(child: ChildProcess, signal: 'SIGTERM' | 'SIGQUIT'): () => void {
  const end = () => void child.kill(signal)
  process.on('exit', end)
  return () => void process.off('exit', end)
}
