import { pino } from 'pino';

const STDOUT = 1;
/** Bytes of lines that wait for room on the disk. */
const MAX_WAITING = 2 ** 20;

/**
 * Makes the stream to which a service logs, its stdout. While the disk is full, lines wait in memory or are dropped. Pino's own
 * stream ends the process at the first line that cannot be written, and blocks it in that until there is room.
 */
export function logStream(): ReturnType<typeof pino.destination> {
  const stream = pino.destination({ dest: STDOUT, sync: true, maxLength: MAX_WAITING });
  stream.on('error', () => undefined); // the next line tries again
  // It tries for ever. A synchronous stream has nothing to flush but what there is no room for.
  stream.flushSync = () => undefined;
  return stream;
}
