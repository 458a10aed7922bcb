import { pino } from 'pino';

const STDOUT = 1;
/** Maximum number of bytes buffered while the disk is full. */
const MAX_WAITING = 2 ** 20;

/**
 * Creates the stream for a service's log, which is its stdout. While the disk is full, lines are buffered or dropped.
 * Pino's own stream ends the process at the first failed write, and delays that end until there is space.
 */
export function logStream(): ReturnType<typeof pino.destination> {
  const stream = pino.destination({ dest: STDOUT, sync: true, maxLength: MAX_WAITING });
  stream.on('error', () => undefined); // retried with the next line
  // Retries without limit. A synchronous stream has nothing to flush except for lines for which there is no space.
  stream.flushSync = () => undefined;
  return stream;
}
