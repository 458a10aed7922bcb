import * as is from '../types.ts';
import type { Setting } from './setting.ts';

/** Addresses of page and API. */
export const addressSettings = {
  REPRISE_PORT: {
    type: is.port(0),
    default: '8080',
    readers: ['start', 'gateway'],
    meaning: 'port of page and API; `0` takes a free one',
  },
  REPRISE_HOST: {
    type: is.host,
    default: '127.0.0.1',
    readers: ['start', 'gateway'],
    meaning:
      'address it listens on. On another one everybody who reaches it can try tokens, of which 30 wrong ones a minute and address are answered: put TLS before it',
  },
  REPRISE_PUBLIC_URL: {
    type: is.siteUrl,
    otherwise: '`http://localhost` with the port',
    readers: ['gateway'],
    meaning:
      'address at which people open Reprise, such as `https://reprise.lab.example`: passkeys and [OpenID Connect](access.md#sign-in-with-a-directory) are bound to it, and with `https` cookies are sent over TLS only',
  },
  REPRISE_TRUST_PROXY: {
    type: is.addressRanges,
    default: '',
    readers: ['gateway'],
    meaning:
      'addresses of proxies whose `X-Forwarded-For` and `-Proto` are believed: they tell clients apart for the limits below, and make the cookie `Secure`. Addresses or ranges, commas between, such as `127.0.0.1` for a proxy on this machine. Every program at such an address can give itself another one',
  },
} as const satisfies Record<string, Setting>;
