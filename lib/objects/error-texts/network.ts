import type { ErrorExplanation } from './explanation'

/** Failures between this machine and the server: name, route, port, TLS. */
export const networkErrors = {
  'E-NET-DNS': {
    title: 'No such host',
    cause: 'The name does not exist. Often it is a typo, or the project was deleted or paused.',
    nextSteps: [
      'Check the host name in the address.',
      'Open the project page of your provider and copy the address again.',
    ],
  },
  'E-NET-RESOLVER': {
    title: 'The host name could not be looked up',
    cause: 'This machine’s name server did not answer, so nothing is known about the database.',
    nextSteps: ['Check the network or VPN connection, then try again.'],
  },
  'E-NET-REFUSED': {
    title: 'Nothing is listening at the address',
    cause: 'The machine answered, but no server runs at that port, or a firewall refuses it.',
    nextSteps: ['Start the server, or correct the port.', 'For local Supabase run: supabase start'],
  },
  'E-NET-IPV6': {
    title: 'The server has only an IPv6 address and this machine has no IPv6',
    cause: 'Direct addresses of Supabase have no IPv4 record unless the IPv4 add-on is on.',
    nextSteps: [
      'Use the session pooler address (IPv4, port 5432).',
      'Or turn on the IPv4 add-on for the project.',
    ],
  },
  'E-NET-UNREACHABLE': {
    title: 'There is no route to the host',
    cause: 'The network of the server cannot be reached from this machine.',
    nextSteps: ['Check the VPN, the network and any firewall on this machine.'],
  },
  'E-NET-TIMEOUT': {
    title: 'The server did not answer in time',
    cause: 'A firewall may drop the packets silently, or the server or network is overloaded.',
    nextSteps: [
      'Check the host, the port, and whether this machine’s address is allowed by the server’s network rules.',
      'If it is only slow, add connect_timeout=30 to the address.',
    ],
  },
  'E-NET-CLOSED': {
    title: 'The connection was accepted and closed at once',
    cause:
      'Usually a port forward (Docker, SSH) without a database behind it, or a proxy that refuses this machine.',
    nextSteps: [
      'Check that the database behind the port forward runs.',
      'Check the network restrictions of the server.',
    ],
  },
  'E-NET-LOST': {
    title: 'The connection was lost',
    cause:
      'The server, a pooler or the network ended the connection while it was in use. Nothing was changed.',
    nextSteps: [
      'Try again.',
      'If it happens at the same moment each time, look for a time limit of a pooler or proxy.',
    ],
  },
  'E-NET-PROTOCOL': {
    title: 'What answers there is not Postgres',
    cause: 'The host and port belong to another service.',
    nextSteps: ['Check the port: Postgres usually listens on 5432, local Supabase on 54322.'],
  },
  'E-NET-OVERSIZE': {
    title: 'The server sent an answer larger than Lockstep accepts',
    cause: 'A single value of the catalog is enormous, or the server is faulty or hostile.',
    nextSteps: ['Check which server answers at this address.'],
  },
  'E-TLS-ABSENT': {
    title: 'The server offers no encryption',
    cause: 'The address asks for TLS with its sslmode, but the server does not have TLS turned on.',
    nextSteps: [
      'Turn on TLS at the server.',
      'On a trusted network only: use sslmode=prefer or sslmode=disable.',
    ],
  },
  'E-TLS-REQUIRED': {
    title: 'The server accepts only encrypted connections',
    cause: 'The connection was made without TLS, and the server’s rules demand it.',
    nextSteps: ['Use sslmode=require, or better verify-full, in the address.'],
  },
  'E-TLS-CA': {
    title: 'The server’s certificate isn’t trusted here',
    cause: 'It was issued by an authority that is not in this machine’s store.',
    nextSteps: [
      'Download the provider’s CA certificate and add sslrootcert=/path/to/ca.crt to the address.',
      'Or use sslmode=require: encrypted, but without proof of who answers (not advised for production).',
    ],
  },
  'E-TLS-HOST': {
    title: 'The certificate is for another name',
    cause: 'The server proved an identity other than the host in the address.',
    nextSteps: [
      'Use the host name that the certificate carries.',
      'Or use sslmode=verify-ca to check the authority only.',
    ],
  },
  'E-TLS-EXPIRED': {
    title: 'The certificate is not valid today',
    cause: 'It has expired or is not valid yet, or this machine’s clock is wrong.',
    nextSteps: ['Renew the server’s certificate.', 'Check the date of this machine.'],
  },
  'E-TLS-HANDSHAKE': {
    title: 'The encrypted connection could not be made',
    cause:
      'The two sides found no common TLS version or cipher, or something between them altered the traffic.',
    nextSteps: ['Check that the server supports TLS 1.2 or newer.', 'Check proxies and VPNs on the way.'],
  },
  'E-TLS-FILE': {
    title: 'The CA certificate file could not be used',
    cause: 'The file named by sslrootcert is missing, unreadable, or holds no PEM certificate.',
    nextSteps: ['Correct the path, or download the certificate again.'],
  },
} as const satisfies Record<string, ErrorExplanation>
