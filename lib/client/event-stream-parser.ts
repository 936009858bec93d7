/** One message of an event stream. */
export interface StreamMessage {
  readonly id: string
  readonly type: string
  readonly data: string
}

/**
 * Reads the text of an event stream (WHATWG HTML, 9.2.6) piece by piece, wherever the pieces are cut.
 * Comments, which servers send to keep a connection awake, give no message.
 */
export function createStreamParser(onMessage: (message: StreamMessage) => void) {
  let rest = ''
  let id = ''
  let type = ''
  let data: string[] = []

  function readLine(line: string): void {
    const colon = line.indexOf(':')
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'data') data.push(value)
    else if (field === 'event') type = value
    else if (field === 'id' && !value.includes('\0')) id = value
  }

  function dispatch(): void {
    if (data.length > 0) onMessage({ id, type: type || 'message', data: data.join('\n') })
    type = ''
    data = []
  }

  return {
    push(text: string): void {
      rest += text
      // A carriage return at the very end may be the first half of a line end.
      const lines = rest.split(/\r\n|\n|\r(?!$)/)
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line === '') dispatch()
        else readLine(line)
      }
    },
  }
}
