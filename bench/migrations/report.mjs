import fs from 'node:fs'
import { inCache } from '../paths.mjs'

const file = () => inCache('migrations', 'results.json')
export function noteResult(name, result) {
  const all = fs.existsSync(file()) ? JSON.parse(fs.readFileSync(file(), 'utf8')) : {}
  fs.writeFileSync(file(), JSON.stringify({ ...all, [name]: result }, null, 1))
}
