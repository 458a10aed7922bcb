import * as is from '../types.ts';
import type { Setting } from './setting.ts';

/** Limits, audit and webhooks of the gateway. */
export const gatewaySettings = {
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
  REPRISE_REASON_REQUIRED: {
    type: is.commandList,
    default: '',
    readers: ['gateway'],
    meaning: `commands that need a reason, commas between: ${is.commandWords}`,
  },
  REPRISE_AUDIT_SIGN_EVERY: {
    type: is.count(1, 999_999_999, 'a number of audit entries, from 1'),
    default: '1000',
    readers: ['gateway'],
    meaning: 'audit entries from one signed head to the next; see [audit](audit.md)',
  },
  REPRISE_AUDIT_HEADS_DIR: {
    type: is.path,
    readers: ['start', 'gateway'],
    meaning: 'a folder, best on another machine, to which signed heads are written too',
  },
  REPRISE_WEBHOOK_ALLOW_PRIVATE: {
    type: is.addressRanges,
    readers: ['gateway'],
    meaning:
      'private addresses to which [webhooks](webhooks.md#where-they-may-go) may go all the same, and over http too: addresses or ranges, commas between, such as `10.0.0.0/8,192.168.1.5`',
  },
  REPRISE_LOG_LEVEL: {
    type: is.oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace'),
    default: 'info',
    readers: ['gateway', 'runner'],
    meaning: '`fatal`, `error`, `warn`, `info`, `debug` or `trace`',
  },
} as const satisfies Record<string, Setting>;
