import { KEY_HEADER, KEY_STORAGE_KEY } from '@/lib/server/wire'

/** Where the document leaves the requests it began, by their paths. */
export const EARLY_NAME = 'lockstepEarly'

/**
 * Begins the requests whose paths stand in its own element as soon as the document is read, while the page's scripts
 * are still on their way. A constant, so that nothing of an address can become a part of it.
 */
export const EARLY_SCRIPT =
  `(function(){try{var k=localStorage.getItem('${KEY_STORAGE_KEY}');if(k){var m=window.${EARLY_NAME}=new Map;` +
  `JSON.parse(document.currentScript.dataset.paths).forEach(function(p){` +
  `var r=fetch(p,{cache:'no-store',credentials:'same-origin',redirect:'error',headers:{'${KEY_HEADER}':k}});` +
  `r.catch(function(){});m.set(p,r)})}}catch(e){}})()`
