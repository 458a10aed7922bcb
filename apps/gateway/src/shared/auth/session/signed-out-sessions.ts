import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Ids of sessions that were signed out. They stay in a file until their cookies would have expired anyway. */
export class SignedOutSessions {
  readonly #file: string;
  readonly #until: Map<string, number>;

  /** Reads the file and drops expired ids. */
  constructor(file: string, now: number) {
    this.#file = file;
    const lines = read(file);
    const known = lines.map((line) => line.split(' ')).map(([id = '', until]) => [id, Number(until)] as const);
    this.#until = new Map(known.filter(([, until]) => until > now));
    if (this.#until.size < lines.length) writeFileSync(file, [...this.#until].map(lineOf).join(''), { mode: 0o600 });
  }

  has(id: string): boolean {
    return this.#until.has(id);
  }

  /** Adds a session. @param until time at which its cookie expires, in milliseconds since 1970 */
  add(id: string, until: number): void {
    this.#until.set(id, until);
    mkdirSync(dirname(this.#file), { recursive: true });
    appendFileSync(this.#file, lineOf([id, until]), { mode: 0o600 });
  }
}

const lineOf = ([id, until]: readonly [string, number]): string => `${id} ${String(until)}\n`;

function read(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
