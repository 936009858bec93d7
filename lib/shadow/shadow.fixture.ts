import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { removeCluster } from '../embedded/start-cluster'
import { makeShadow, type Shadow } from './make-shadow'

/** A server for the shadows of a test file: its folder, and from the first test on a shadow that keeps it up and sees all of it. */
export function shadowServer(): { readonly folder: string; readonly watcher: Shadow } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-shadow-'))
  let watcher: Shadow
  beforeAll(async () => {
    watcher = await makeShadow(folder)
  })
  afterAll(async () => {
    await watcher.drop()
    await removeCluster(folder)
  })
  return {
    folder,
    get watcher() {
      return watcher
    },
  }
}
