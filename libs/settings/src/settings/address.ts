import * as is from '../types.ts';
import type { Setting } from './setting.ts';

/** Addresses of the page and the API. */
export const addressSettings = {
  REPRISE_PORT: {
    type: is.port(0),
    default: '8080',
    readers: ['start', 'gateway'],
    meaning: 'port of page and API; `0`: a free one',
  },
  REPRISE_HOST: {
    type: is.host,
    default: '127.0.0.1',
    readers: ['start', 'gateway'],
    meaning:
      'address that it listens on. Use another one only behind a proxy with TLS: anyone who can reach it can try tokens, 30 wrong ones per minute and address',
  },
  REPRISE_PUBLIC_URL: {
    type: is.siteUrl,
    otherwise: '`http://localhost` with the port',
    readers: ['gateway'],
    meaning:
      'address by which people open Reprise, such as `https://reprise.lab.example`: passkeys and [OpenID Connect](access.md#sign-in-with-a-directory) are bound to it, and with `https` cookies are sent over TLS only',
  },
  REPRISE_TRUST_PROXY: {
    type: is.addressRanges,
    default: '',
    readers: ['gateway'],
    meaning:
      'addresses or ranges of trusted proxies, separated by commas, such as `127.0.0.1` for a proxy on this machine. Their `X-Forwarded-For` and `-Proto` distinguish clients for the limits below, and make the cookie `Secure`. Any program at such an address can claim another address',
  },
} as const satisfies Record<string, Setting>;
