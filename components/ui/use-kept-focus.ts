import { type RefObject, useEffect } from 'react'

/**
 * Where the focused element of a region goes away, such as a button that did its work, the focus goes to the region's heading
 * rather than to the start of the page.
 */
export function useKeptFocus(
  region: RefObject<HTMLElement | null>,
  heading: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    const within = region.current
    if (!within) return
    let focused: Element | null = null
    const remember = ({ target }: FocusEvent) => {
      focused = target instanceof Element ? target : null
    }
    // One that is taken out may lose the focus first: whether it is still there shows only afterwards.
    const forget = () =>
      requestAnimationFrame(() => {
        if (focused?.isConnected && !within.contains(document.activeElement)) focused = null
      })
    const look = () => {
      if (!focused || focused.isConnected) return
      focused = null
      if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
    }
    const observer = new MutationObserver(look)
    observer.observe(within, { childList: true, subtree: true })
    within.addEventListener('focusin', remember)
    within.addEventListener('focusout', forget)
    return () => {
      observer.disconnect()
      within.removeEventListener('focusin', remember)
      within.removeEventListener('focusout', forget)
    }
  }, [region, heading])
}
