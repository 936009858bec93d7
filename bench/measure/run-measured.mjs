import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { childrenCpu, childrenOf, memoryOf } from './proc.mjs'

const SAMPLE_MS = 20

/**
 * Runs one command as a process of its own and tells what it cost, on both ends of the connection.
 * Nothing else may be started by this process, or connected to that server, meanwhile.
 * @param {{command: string, args: string[], env?: Record<string, string>, stdin?: string, allowedExits?: number[]}} contestant
 * @param {number} postmaster pid of the server's first process, whose ended backends are counted
 * @param {string} outputFile receives what the command prints
 * @returns CPU and wall in seconds, peak memory in bytes: summed over the processes that ran at one moment
 */
export async function runMeasured(contestant, postmaster, outputFile) {
  const lasting = new Set(childrenOf(postmaster))
  const before = { client: childrenCpu(process.pid), server: childrenCpu(postmaster), at: performance.now() }
  const output = fs.openSync(outputFile, 'w')
  const input = contestant.stdin ? fs.openSync(contestant.stdin, 'r') : 'ignore'
  const child = spawn(contestant.command, contestant.args, {
    stdio: [input, output, output],
    env: { ...plainEnvironment(), ...contestant.env },
  })
  const peak = watchMemory(child.pid)
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', resolve)
  })
  const wall = (performance.now() - before.at) / 1000
  const memory = peak()
  for (const file of [output, input]) if (typeof file === 'number') fs.closeSync(file)
  if (!(contestant.allowedExits ?? [0]).includes(code)) {
    throw new Error(
      `${contestant.command} ended with ${code}:\n${fs.readFileSync(outputFile, 'utf8').slice(-2000)}`,
    )
  }
  await backendsGone(postmaster, lasting)
  return {
    clientCpu: childrenCpu(process.pid) - before.client,
    serverCpu: childrenCpu(postmaster) - before.server,
    wall,
    memory,
  }
}

/** What each contestant finds around it: nothing of this machine's own, such as certificates that Node would read at each start. */
function plainEnvironment() {
  const { PATH, HOME, LANG, TMPDIR } = process.env
  return { PATH, HOME, ...(LANG ? { LANG } : {}), ...(TMPDIR ? { TMPDIR } : {}) }
}

/** Samples the memory of a process and all below it. @returns what stops it and tells the peak in bytes. */
function watchMemory(root) {
  let peak = 0
  const sample = () => {
    let sum = 0
    for (const pid of [root, ...descendants(root)]) {
      const memory = memoryOf(pid)
      sum += memory.now
      peak = Math.max(peak, memory.peak)
    }
    peak = Math.max(peak, sum)
  }
  const timer = setInterval(sample, SAMPLE_MS)
  return () => {
    clearInterval(timer)
    return peak
  }
}

function descendants(pid) {
  return childrenOf(pid).flatMap((child) => [child, ...descendants(child)])
}

/** A backend's CPU is counted once the server has waited for its end. */
async function backendsGone(postmaster, lasting) {
  const deadline = Date.now() + 60_000
  while (childrenOf(postmaster).some((pid) => !lasting.has(pid))) {
    if (Date.now() > deadline) throw new Error('A backend of the measured run did not end within a minute.')
    await sleep(10)
  }
}
