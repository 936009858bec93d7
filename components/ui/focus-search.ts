/** Gives the focus to the field that narrows the list of the page. */
export function focusSearch(): void {
  document.querySelector<HTMLElement>('search input[type="search"]')?.focus()
}
