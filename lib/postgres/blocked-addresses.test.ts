import { expect, it } from 'vitest'
import { isBlockedAddress, isLoopbackAddress } from './blocked-addresses'

it.each([
  ['169.254.169.254', true],
  ['::ffff:169.254.169.254', true],
  ['::ffff:a9fe:a9fe', true],
  ['64:ff9b::169.254.169.254', true],
  ['100.100.100.200', true],
  ['0.0.0.0', true],
  ['255.255.255.255', true],
  ['224.0.0.1', true],
  ['::', true],
  ['fe80::1', true],
  ['febf::1', true],
  ['fe80::1%eth0', true],
  ['fd00:ec2::254', true],
  ['10.0.0.1', false],
  ['192.168.1.1', false],
  ['100.64.0.1', false],
  ['127.0.0.1', false],
  ['::1', false],
  ['fd00::2', false],
  ['2600:1f18::1', false],
])('%s blocked: %s', (ip, expected) => {
  expect(isBlockedAddress(ip)).toBe(expected)
})

it('knows loopback addresses', () => {
  expect(
    ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '10.0.0.1', '::2'].map(isLoopbackAddress),
  ).toEqual([true, true, true, true, false, false])
})
