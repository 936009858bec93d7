import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { root } from '../paths.mjs'

/** Starts Lockstep with these arguments in a folder. @returns the address it prints, and what stops it */
export async function startProgram(args, cwd) {
  const program = path.join(root, 'bin', 'lockstep.mjs')
  const child = spawn(process.execPath, [program, ...args, '--port', '0'], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return {
    address: await addressOf(child),
    stop: async () => {
      child.kill('SIGINT')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

async function addressOf(child) {
  for await (const chunk of child.stdout) {
    const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(String(chunk))?.[0]
    if (address) return address
  }
  throw new Error('Lockstep ended before it told its address.')
}
