/** The part of the driver's client by which fixed queries are asked one after the other. */
export interface Queryable {
  // biome-ignore lint/suspicious/noExplicitAny: rows have the shape of their query.
  query(text: string): Promise<{ readonly rows: any[] }>
}
