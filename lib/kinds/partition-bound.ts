/** Constants of a list: texts in quotes, which may hold commas and brackets, and others. */
const CONSTANTS = /E?'(?:[^'\\]|''|\\.)*'|[^\s,()']+/g

/** Whether two partition bounds let the same rows in: the values of a list come in any order. */
export function isSameBound(source: string | null, target: string | null): boolean {
  return source === target || (isList(source) && isList(target) && inOrder(source) === inOrder(target))
}

const LIST = 'FOR VALUES IN '

function isList(bound: string | null): bound is string {
  return bound?.startsWith(LIST) === true
}

function inOrder(bound: string): string {
  return (bound.slice(LIST.length).match(CONSTANTS) ?? []).sort().join()
}
