import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs work while no other process holds this lock. `whenHeld` is called once with the process id of the current
 * holder.
 */
export async function withLock(lock, whenHeld, work) {
  mkdirSync(dirname(lock), { recursive: true });
  for (let holder = tryLock(lock), isFirst = true; holder !== undefined; holder = tryLock(lock), isFirst = false) {
    if (isFirst) whenHeld(holder);
    await sleep(200);
  }
  const release = () => rmSync(lock, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** Records in a file which process runs. */
export const noteProcess = (file, pid) => writeFileSync(file, `${pid} ${startOf(pid)}`);

/** Waits until the process recorded in a file ends, if there is one. `whenRunning` is called once with its id. */
export async function untilNotedEnds(file, whenRunning) {
  const [pid, start] = (readText(file) ?? '').split(' ').map(Number);
  const isRunning = () => isOtherProcess(pid) && startOf(pid) === start;
  if (isRunning()) whenRunning(pid);
  while (isRunning()) await sleep(200);
}

/**
 * Acquires a lock that ends with this process, or returns the id of the running process that holds it. Same as
 * `libs/local-servers/src/process/process-lock.ts`, but for a Node without TypeScript support.
 */
function tryLock(lock) {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, `${process.pid} ${startOf(process.pid)}`);
  try {
    for (;;) {
      // A link appears together with its content.
      if (tryLink(own, lock)) return undefined;
      const text = readText(lock);
      if (text === undefined) continue;
      const [holder, start] = text.split(' ').map(Number);
      if (isOtherProcess(holder) && startOf(holder) === start) return holder;
      // Only one process at a time may replace a holder that has ended, because a slower one would remove the next
      // holder's lock.
      const succession = `${lock}.after.${text.replace(/\W+/g, '.')}`;
      const rival = tryLock(succession);
      if (rival !== undefined) return rival;
      if (readText(lock) === text) {
        renameSync(succession, lock);
        return undefined;
      }
      rmSync(succession);
    }
  } finally {
    rmSync(own);
  }
}

function tryLink(file, link) {
  try {
    linkSync(file, link);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isOtherProcess(pid) {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Start time of a process in clock ticks since boot, because ids are reused, even after a boot. 0 if the system does
 * not report it. Source: proc_pid_stat(5), field 22.
 */
function startOf(pid) {
  const stat = readText(`/proc/${pid}/stat`) ?? '';
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 0);
}

/** Undefined if it does not exist. */
function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
