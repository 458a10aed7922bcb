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
} as const satisfies Record<string, Setting>;
