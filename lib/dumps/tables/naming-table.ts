/** Runs what is about one table; the server's error about it then names the table, which its own words often do not. */
export async function namingTable<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error) || !('severity' in error)) throw error
    const { detail } = error as { detail?: string }
    throw Object.assign(error, { detail: detail ? `${name}: ${detail}` : `in ${name}` })
  }
}
