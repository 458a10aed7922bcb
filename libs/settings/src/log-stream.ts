import { pino } from 'pino';

const STDOUT = 1;
/** Bytes of lines buffered while the disk is full. */
const MAX_WAITING = 2 ** 20;

/**
 * Creates the stream for a service's log, its stdout. While the disk is full, lines are buffered or dropped. Pino's own
 * stream ends the process at the first failed write, and blocks that until there is room.
 */
export function logStream(): ReturnType<typeof pino.destination> {
  const stream = pino.destination({ dest: STDOUT, sync: true, maxLength: MAX_WAITING });
  stream.on('error', () => undefined); // retried with the next line
  // Retries without limit. A synchronous stream has nothing to flush except what there is no room for.
  stream.flushSync = () => undefined;
  return stream;
}
