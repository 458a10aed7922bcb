import * as is from '../types.ts';
import type { Setting } from './setting.ts';

/** Logs of the services. */
export const logSettings = {
  REPRISE_LOG_LEVEL: {
    type: is.oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace'),
    default: 'info',
    readers: ['gateway', 'runner'],
    meaning: '`fatal`, `error`, `warn`, `info`, `debug` or `trace`',
  },
  REPRISE_LOG_MAX_SIZE: {
    type: is.size,
    default: '50MiB',
    readers: ['start'],
    meaning: 'size at which a log of `npm start` is rotated',
  },
  REPRISE_LOG_FILES: {
    type: is.wholeNumber(1, 1000, 'a number of files from 1 to 1000'),
    default: '5',
    readers: ['start'],
    meaning: 'number of files kept of each log, with the current one: `gateway.log`, `gateway.log.1`, …',
  },
} as const satisfies Record<string, Setting>;
