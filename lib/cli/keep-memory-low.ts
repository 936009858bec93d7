import v8 from 'node:v8'

/**
 * Keeps V8's space for young objects at the size it has, for a command that runs once and whose memory is mostly bytes
 * outside of that space: it would else grow to 32 MB, for 2% less work. For the whole process, from the call on.
 */
export function keepMemoryLow(): void {
  v8.setFlagsFromString('--semi-space-growth-factor=1')
}
