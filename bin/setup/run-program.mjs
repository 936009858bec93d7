import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { inRoot, root } from './paths.mjs'

/**
 * Runs a program in our folder and waits for its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{ quiet?: boolean, env?: object, timeoutMs?: number }} options `quiet` keeps its words from the
 *   terminal and gives them back instead; standard output of others goes to standard error when it is ours
 *   to keep clean.
 * @returns {Promise<{ code: number, output: string }>} the exit code (1 when it was ended by force) and what it said.
 */
export function runProgram(command, args, { quiet = false, env = {}, timeoutMs } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    timeout: timeoutMs,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}` }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** Runs the command-line program of an installed package, without a shell. */
export function runTool(name, args, options) {
  return runProgram(process.execPath, [toolScript(name), ...args], options)
}

function toolScript(name) {
  const manifest = inRoot('node_modules', name, 'package.json')
  const { bin } = createRequire(import.meta.url)(manifest)
  const script = typeof bin === 'string' ? bin : (bin[name.split('/').at(-1)] ?? Object.values(bin)[0])
  return path.join(path.dirname(manifest), script)
}
