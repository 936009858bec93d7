export { KEY_HEADER, KEY_STORAGE_KEY } from '../../lib/server/wire'
