import * as is from '../types.ts';
import type { Setting } from './setting.ts';

/** Limits of requests and streams, and how long a browser stays signed in. */
export const accessSettings = {
  REPRISE_RATE_LIMIT: {
    type: is.perMinute,
    default: '6000',
    readers: ['gateway'],
    meaning: 'requests a minute and client, told apart by address; `0`: no limit',
  },
  REPRISE_COMMAND_RATE_LIMIT: {
    type: is.perMinute,
    default: '1200',
    readers: ['gateway'],
    meaning: 'commands a minute and client; `0`: no limit',
  },
  REPRISE_ANONYMOUS_RATE_LIMIT: {
    type: is.perMinute,
    default: '600',
    readers: ['gateway'],
    meaning:
      'requests a minute and address without a token or cookie; `/health` and `/metrics` are counted apart; `0`: no limit',
  },
  REPRISE_STREAMS_PER_PERSON: {
    type: is.count(0, 1_000_000, 'a number of streams, or 0 for no limit'),
    default: '100',
    readers: ['gateway'],
    meaning: 'streams of changes that one person may have open at once (each visible tab has one); `0`: no limit',
  },
  REPRISE_SESSION_IDLE: {
    type: is.lifetime,
    default: '7d',
    readers: ['gateway'],
    meaning: 'time without a request after which a browser has to sign in again: minutes, hours or days',
  },
  REPRISE_SESSION_MAX: {
    type: is.lifetime,
    default: '30d',
    readers: ['gateway'],
    meaning: 'time after which a browser has to sign in again in any case',
  },
} as const satisfies Record<string, Setting>;
