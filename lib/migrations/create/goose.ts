import { splitStatements } from '../../sql/split-statements'
import { plainSql } from './plain-sql'

/** As `goose create` makes it. https://github.com/pressly/goose, create.go */
export const gooseCreator = plainSql('goose', 'second', (sql) =>
  ['-- +goose Up', marked(sql), '-- +goose Down\n'].filter((part) => part !== '').join('\n\n'),
)

/** goose ends a statement at every line that ends with a semicolon, unless it is told where one begins and ends. */
function marked(sql: string): string {
  let [told, rest] = ['', sql.trimEnd()]
  for (const { text } of splitStatements(rest).statements) {
    const at = rest.indexOf(text)
    const end = at + text.length + 1
    const isOne = !/;[ \t]*$/m.test(text)
    told += isOne
      ? rest.slice(0, end)
      : `${rest.slice(0, at)}-- +goose StatementBegin\n${rest.slice(at, end)}\n-- +goose StatementEnd`
    rest = rest.slice(end)
  }
  return told + rest
}
