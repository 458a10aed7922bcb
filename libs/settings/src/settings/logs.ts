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
  REPRISE_LOG_SIZE: {
    type: is.size,
    default: '10MiB',
    readers: ['start'],
    meaning: 'size from which a log of `npm start` is rotated: `gateway.log` becomes `gateway.log.1`',
  },
  REPRISE_LOG_FILES: {
    type: is.count(0, 1000, 'a number of files from 0 to 1000'),
    default: '5',
    readers: ['start'],
    meaning: 'rotated files that are kept of each log',
  },
} as const satisfies Record<string, Setting>;
