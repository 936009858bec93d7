import { scriptHash } from './headers'
import type { Refusal } from './refusals'

const STYLE =
  ':root{color-scheme:light dark}body{font:16px/1.5 ui-sans-serif,system-ui,sans-serif;max-width:34rem;' +
  'margin:20vh auto 0;padding:0 1.5rem}h1{font-size:1.25rem;margin:0 0 .5rem}p{margin:0 0 .5rem}code{opacity:.75}'

/** How a policy allows the style of the page below. */
export const REFUSAL_STYLE_HASH = scriptHash(STYLE)

/** A whole small page for a refusal. Every text comes from the fixed table, so none of it needs escaping. */
export function refusalPage({ code, message, hint }: Refusal): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lockstep</title>` +
    `<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head>` +
    `<body><main><h1>${message}</h1><p>${hint}</p><p><code>${code}</code></p></main></body></html>\n`
  )
}
