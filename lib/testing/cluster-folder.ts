import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const name = `lockstep-test-${process.getuid?.() ?? 0}`
const memoryDir = '/dev/shm'
const neededBytes = 4 * 2 ** 30

/** Where test servers of this user may live; what a killed run left there is removed by the next one. */
export const clusterFolders = [path.join(memoryDir, name), path.join(os.tmpdir(), name)]

/**
 * Makes the folder for the test servers of this run: in memory when there is plenty, where a new database
 * costs a tenth of what it costs on disk, else in the folder for temporary files.
 * @throws Error when somebody else has made a folder of that name.
 */
export function makeClusterFolder(): string {
  const [inMemory, onDisk] = clusterFolders as [string, string]
  const folder = freeBytes(memoryDir) > neededBytes ? inMemory : onDisk
  fs.mkdirSync(folder, { recursive: true, mode: 0o711 })
  if (fs.lstatSync(folder).uid !== (process.getuid?.() ?? 0))
    throw new Error(`${folder} belongs to somebody else`)
  return folder
}

function freeBytes(dir: string): number {
  if (!fs.existsSync(dir)) return 0
  const { bavail, bsize } = fs.statfsSync(dir)
  return bavail * bsize
}
