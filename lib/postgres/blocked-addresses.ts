import { BlockList } from 'node:net'

/**
 * Addresses no team's database has, but where a machine's own credentials can be had: link-local networks, the
 * metadata services of clouds, and the addresses that mean "any" or "everyone".
 */
const blocked = new BlockList()
blocked.addSubnet('0.0.0.0', 8, 'ipv4')
blocked.addSubnet('169.254.0.0', 16, 'ipv4')
blocked.addSubnet('224.0.0.0', 3, 'ipv4')
blocked.addAddress('100.100.100.200', 'ipv4')
blocked.addAddress('192.0.0.192', 'ipv4')
blocked.addAddress('168.63.129.16', 'ipv4')
blocked.addAddress('::', 'ipv6')
blocked.addSubnet('fe80::', 10, 'ipv6')
blocked.addSubnet('ff00::', 8, 'ipv6')
blocked.addAddress('fd00:ec2::254', 'ipv6')
blocked.addAddress('fd20:ce::254', 'ipv6')
blocked.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6')

/**
 * Whether Lockstep refuses to connect to an IP address. IPv4 addresses written inside IPv6 ones are judged as IPv4.
 * @param ip an address without brackets, as resolved.
 */
export function isBlockedAddress(ip: string): boolean {
  return isListed(blocked, ip)
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Whether an IP address never leaves this machine. */
export function isLoopbackAddress(ip: string): boolean {
  return isListed(loopback, ip)
}

function isListed(list: BlockList, ip: string): boolean {
  const [address = ip] = ip.split('%')
  // Only IPv6 has colons; the pattern that Node knows it by takes milliseconds to make.
  return list.check(address, address.includes(':') ? 'ipv6' : 'ipv4')
}
