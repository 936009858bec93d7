import { type Lines, lineText } from '../objects/lines'
import type { Needs } from '../objects/needed-objects'
import { parseCopyValue } from '../objects/row'
import { NUMBERS } from '../sql/needs'
import { beginsWithNumbers, type Dependencies } from './dependencies'

/**
 * What the objects of a kind need, by the values of the column `needs` that were read, one a line: JSON, or the numbers that
 * `needs` of sql/needs gives. Nothing is looked up before somebody asks for it.
 */
export function readNeeds(values: Lines, dependencies: () => Dependencies): Needs {
  const { bytes, starts } = values
  return {
    of: (line) => {
      const from = starts[line] as number
      if (!beginsWithNumbers(bytes, from)) return parseCopyValue(lineText(values, line))
      return dependencies().needsOf(bytes, from + NUMBERS.length, (starts[line + 1] as number) - 1)
    },
  }
}
