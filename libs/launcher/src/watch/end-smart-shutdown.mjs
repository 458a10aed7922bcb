// @ts-check
// Plain JavaScript, like the keeper.
import { readFile } from 'node:fs/promises';

/** Milliseconds between checks. A shutdown that is seen twice is waiting for clients. */
const EVERY_MS = 2_000;

/**
 * @typedef {object} Shutdown
 * @property {string} pidFile
 * @property {() => void} endPostgres Ends it although it has clients; it is then started again.
 * @property {(line: string) => void} say
 */

/**
 * Ends a Postgres server that has received TERM, but rejects new clients and waits indefinitely for those that are
 * connected. Runs until the returned function is called.
 * @param {Shutdown} shutdown
 * @returns {() => void}
 */
export function endSmartShutdown({ pidFile, endPostgres, say }, everyMs = EVERY_MS) {
  /** @type {string | undefined} */
  let stopping;
  const look = async () => {
    // Line 1 is the server's process, line 8 is its status. Source: Postgres, LOCK_FILE_LINE_PM_STATUS.
    const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n');
    const found = lines[7]?.trim() === 'stopping' ? lines[0] : undefined;
    if (found !== undefined && found === stopping) {
      say('The postgres was asked to end and waits for its clients: it is ended, and started again');
      endPostgres();
    }
    stopping = found;
  };
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
