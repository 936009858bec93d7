import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { readGit } from './git'

let project = ''
let folder = ''

beforeEach(() => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-git-'))
  folder = path.join(project, 'db', 'migrations')
  fs.mkdirSync(folder, { recursive: true })
  return () => fs.rmSync(project, { recursive: true, force: true })
})

function git(...args: string[]): void {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false']
  execFileSync('git', [...who, ...args], { cwd: project, stdio: 'pipe' })
}

function commit(name: string, text: string): void {
  fs.writeFileSync(path.join(folder, name), text)
  git('add', '.')
  git('commit', '-m', name)
}

test('a folder outside a repository has no history', async () => {
  expect(await readGit(folder, [])).toBeNull()
})

test('who added a file and when, what is not committed, and what only this branch or another one has', async () => {
  git('init', '-b', 'main')
  commit('1_a.sql', 'select 1')
  git('checkout', '-b', 'closed')
  commit('2_lost.sql', 'select 2')
  git('checkout', 'main')
  git('checkout', '-b', 'feature')
  commit('3_here.sql', 'select 3')
  fs.writeFileSync(path.join(folder, '1_a.sql'), 'select 1 -- changed')
  fs.writeFileSync(path.join(folder, '4_new é.sql'), 'select 4')
  const found = await readGit(folder, ['1_a.sql', '3_here.sql', '4_new é.sql'])
  expect(found?.branch).toBe('feature')
  expect(Object.fromEntries(found?.files ?? [])).toEqual({
    '1_a.sql': {
      added: expect.objectContaining({ author: 'Ada' }),
      changed: expect.objectContaining({ author: 'Ada' }),
      isUncommitted: true,
      isOnlyHere: false,
    },
    '3_here.sql': expect.objectContaining({ isUncommitted: false, isOnlyHere: true }),
    '4_new é.sql': { added: null, changed: null, isUncommitted: true, isOnlyHere: true },
  })
  expect(Object.fromEntries(found?.lost ?? [])).toEqual({
    '2_lost.sql': {
      hash: expect.stringMatching(/^[0-9a-f]{4,}$/),
      author: 'Ada',
      date: expect.any(String),
      branch: 'closed',
    },
  })
})

test('a folder that the repository ignores has no history', async () => {
  git('init', '-b', 'main')
  fs.writeFileSync(path.join(project, '.gitignore'), 'db/\n')
  expect(await readGit(folder, [])).toBeNull()
})

test('settings of the repository start no program', async () => {
  git('init', '-b', 'main')
  commit('1_a.sql', 'select 1')
  const proof = path.join(project, 'started')
  git('config', 'core.fsmonitor', `touch ${proof}`)
  git('config', 'diff.external', `touch ${proof}`)
  expect((await readGit(folder, ['1_a.sql']))?.files.size).toBe(1)
  expect(fs.existsSync(proof)).toBe(false)
})
