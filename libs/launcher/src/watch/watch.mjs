// @ts-check
// Plain JavaScript, like the keeper; runs as long as Reprise.
import { endSmartShutdown } from './end-smart-shutdown.mjs';
import { guardDisk } from './guard-disk.mjs';
import { rotateLogs } from './rotate-logs.mjs';

/**
 * @typedef {object} Watched
 * @property {{ folder: string, limits: import('./rotate-logs.mjs').LogLimits }} logs
 * @property {Pick<import('./guard-disk.mjs').Disk, 'folder' | 'natsLog'>} disk
 * @property {string | undefined} [postgresPidFile] Undefined if Postgres is external.
 */

/**
 * @typedef {object} Services
 * @property {(name: string) => number | undefined} pid Undefined while the service is down, or if it is external.
 * @property {(name: string) => void} end Asks the service to end; it is then started again.
 */

/**
 * Monitors a running Reprise until the returned function is called.
 * @param {Watched} watched
 * @param {Services} services
 * @param {(line: string) => void} say
 * @returns {() => void}
 */
export function watch({ logs, disk, postgresPidFile: pidFile }, services, say) {
  const ends = [
    rotateLogs(logs.folder, logs.limits, say),
    guardDisk({ ...disk, natsPid: () => services.pid('nats'), endNats: () => services.end('nats'), say }),
    ...(pidFile ? [endSmartShutdown({ pidFile, endPostgres: () => services.end('postgres'), say })] : []),
  ];
  return () => ends.forEach((end) => end());
}
