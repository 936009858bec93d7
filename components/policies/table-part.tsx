import type { ComponentProps } from 'react'

interface TablePartProps extends ComponentProps<'div'> {
  readonly role: 'table' | 'rowgroup' | 'row' | 'columnheader' | 'rowheader' | 'cell'
}

/** A part of a table whose rows come and go while scrolling, which table elements do not allow. */
export function TablePart(props: TablePartProps) {
  return <div {...props} />
}
