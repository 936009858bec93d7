/**
 * Holds what a comparison reported against the log of what was planted.
 * @param {{kind: string, address: string[], status: string, cause: string, fields: {name: string}[]}[]} differences
 * @param {object[]} planted as plantedChanges gives it
 * @returns how many of the changes were found, which were not, and which differences nobody planted
 */
export function checkRecall(differences, planted) {
  const accounted = new Set()
  const missed = []
  let found = 0
  for (const change of planted) {
    const hits = change.expect.map((expected) => differences.filter((found) => matches(found, expected)))
    for (const difference of hits.flat()) accounted.add(difference)
    if (hits.every((hit) => hit.length === 1)) found++
    else missed.push(change)
  }
  for (const { alsoOf = [] } of planted) {
    for (const expected of alsoOf) {
      for (const difference of differences) if (isAbout(difference, expected)) accounted.add(difference)
    }
  }
  return {
    planted: planted.length,
    found,
    missed,
    strays: differences.filter((each) => !accounted.has(each)),
  }
}

function matches(difference, expected) {
  const fields = difference.fields.map(({ name }) => name)
  return (
    isAbout(difference, expected) &&
    (expected.status === undefined || difference.status === expected.status) &&
    (expected.cause === undefined || difference.cause === expected.cause) &&
    (expected.fields ?? []).every((field) => fields.includes(field))
  )
}

/** Whether a difference is about an object: its kind, if given, and every word as a whole part of its address. */
function isAbout({ kind, address }, expected) {
  return (
    (expected.kind === undefined || kind === expected.kind) &&
    expected.has.every((word) => address.includes(word))
  )
}
