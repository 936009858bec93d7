import { plainSql } from './plain-sql'

/** A team that wrote its own runner numbers its files as it likes. */
export const homeMadeCreator = plainSql('home-made', 4)
