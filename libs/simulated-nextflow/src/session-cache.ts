import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { TraceRecord } from './trace-file.ts';

/** Another run has the session open. */
export class SessionLockedError extends Error {
  readonly lock: string;
  constructor(lock: string) {
    super(`the session is locked: ${lock}`);
    this.lock = lock;
  }
}

const tasksFile = join('db', 'tasks.ndjson');

/** The latest record of each task in a session; empty for an unknown session. */
export function readSession(launchDir: string, session: string): TraceRecord[] {
  const file = join(launchDir, '.nextflow', 'cache', session, tasksFile);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const records = lines.filter((each) => each.endsWith('}')).map((line) => JSON.parse(line) as TraceRecord);
  return [...new Map(records.map((record) => [record.hash, record])).values()];
}

/** Task results of a session, stored in `.nextflow/cache/<session>`. Only one run at a time can open it. */
export class SessionCache {
  readonly #folder: string;
  readonly #records = new Map<string, TraceRecord>();

  /** @throws SessionLockedError */
  constructor(launchDir: string, session: string, runName: string) {
    this.#folder = join(launchDir, '.nextflow', 'cache', session);
    mkdirSync(join(this.#folder, 'db'), { recursive: true });
    this.#lock();
    writeFileSync(join(this.#folder, `index.${runName}`), '');
    for (const known of readSession(launchDir, session)) this.#records.set(known.hash, known);
  }

  get = (shortHash: string): TraceRecord | undefined => this.#records.get(shortHash);

  put(record: TraceRecord): void {
    this.#records.set(record.hash, record);
    appendFileSync(this.#file, `${JSON.stringify(record)}\n`);
  }

  close(): void {
    rmSync(this.#lockFile);
  }

  get #file(): string {
    return join(this.#folder, tasksFile);
  }

  get #lockFile(): string {
    return join(this.#folder, 'db', 'LOCK');
  }

  /** The holder's process and its start time, because the lock ends with its holder, like the real one. */
  #lock(): void {
    const holder = existsSync(this.#lockFile) ? readFileSync(this.#lockFile, 'utf8') : '';
    const [pid = ''] = holder.split(' ');
    if (holder !== '' && holder === identityOf(pid)) throw new SessionLockedError(this.#lockFile);
    rmSync(this.#lockFile, { force: true });
    const file = openSync(this.#lockFile, 'wx');
    writeSync(file, identityOf(String(process.pid)));
    closeSync(file);
  }
}

function identityOf(pid: string): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${pid} ${stat.slice(stat.lastIndexOf(')')).split(' ')[20] ?? ''}`;
  } catch {
    return '';
  }
}
