// @ts-check
// Plain JavaScript, like the keeper; runs as long as Reprise.
import { ftruncateSync, readSync, writeSync } from 'node:fs';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * @typedef {object} LogLimits
 * @property {number} maxBytes Size in bytes above which a log is rotated.
 * @property {number} files Number of files per log, including the current one.
 */

/** @typedef {import('node:fs/promises').FileHandle} FileHandle */

/** Milliseconds between checks of the sizes. */
const EVERY_MS = 10_000;
const CHUNK_BYTES = 1024 * 1024;

/**
 * Rotates the logs in a folder until the returned function is called. A log that cannot be rotated is reported once and
 * continues to grow.
 * @param {string} folder
 * @param {LogLimits} limits
 * @param {(line: string) => void} say
 * @returns {() => void}
 */
export function rotateLogs(folder, limits, say, everyMs = EVERY_MS) {
  const reported = new Set();
  let isRotating = false;
  const rotate = async () => {
    const names = await readdir(folder).catch(() => /** @type {string[]} */ ([]));
    for (const name of names.filter((each) => each.endsWith('.log')))
      await rotateLog(join(folder, name), limits).catch((error) => {
        if (!reported.has(name)) say(`The log ${join(folder, name)} cannot be rotated: ${error.message}`);
        reported.add(name);
      });
  };
  const timer = setInterval(() => {
    if (isRotating) return;
    isRotating = true;
    void rotate().finally(() => (isRotating = false));
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Copies a log that is too large to `<log>.1`, the previous copy to `.2` and so on, and truncates it, because the
 * process that appends to it cannot reopen it. A crash in between may duplicate lines.
 * @param {string} path
 * @param {LogLimits} limits
 */
export async function rotateLog(path, { maxBytes, files }) {
  await using log = await open(path, 'r+');
  if ((await log.stat()).size <= maxBytes) return;
  if (files === 1) return ftruncateSync(log.fd, 0);
  const unfinished = `${path}.new`;
  await using copy = await open(unfinished, 'w', 0o600);
  const copied = await copyAll(log, copy);
  await shift(path, files);
  await rename(unfinished, `${path}.1`);
  copyRest(log, copy, copied);
  ftruncateSync(log.fd, 0);
}

/**
 * Copies up to the current end of the log.
 * @param {FileHandle} log
 * @param {FileHandle} copy
 * @returns {Promise<number>} the bytes copied
 */
async function copyAll(log, copy) {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  for (let position = 0; ;) {
    const { bytesRead } = await log.read(chunk, 0, chunk.length, position);
    if (bytesRead === 0) return position;
    await copy.write(chunk, 0, bytesRead);
    position += bytesRead;
  }
}

/**
 * Copies the end of the log, from the position where the first copy ended. Synchronous, so that almost nothing is
 * appended before the truncation.
 * @param {FileHandle} log
 * @param {FileHandle} copy
 * @param {number} from
 */
function copyRest(log, copy, from) {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  for (let position = from; ;) {
    const bytesRead = readSync(log.fd, chunk, 0, chunk.length, position);
    if (bytesRead === 0) return;
    writeSync(copy.fd, chunk, 0, bytesRead);
    position += bytesRead;
  }
}

/**
 * Renames the files to free `<log>.1`, and deletes those above the limit.
 * @param {string} path
 * @param {number} files
 */
async function shift(path, files) {
  const prefix = `${basename(path)}.`;
  const numbers = (await readdir(dirname(path)))
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)))
    .sort((a, b) => b - a);
  for (const number of numbers) {
    const file = `${path}.${String(number)}`;
    if (number + 1 >= files) await rm(file);
    else await rename(file, `${path}.${String(number + 1)}`);
  }
}
