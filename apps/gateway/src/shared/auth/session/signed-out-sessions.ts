import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Ids of sessions that were signed out. They are kept in a file until their cookies would have expired anyway. Gateways
 * that share the file also share the ids.
 */
export class SignedOutSessions {
  readonly #file: string;
  readonly #until: Map<string, number>;
  #size: number;

  /** Reads the file and drops expired ids. */
  constructor(file: string, now: number) {
    this.#file = file;
    const known = read(file);
    this.#until = new Map(known.filter(([, until]) => until > now));
    if (this.#until.size < known.length)
      writeFileSync(file, [...this.#until].map(lineOf).join(''), { mode: 0o600, flush: true });
    this.#size = sizeOf(file);
  }

  has(id: string): boolean {
    const size = sizeOf(this.#file);
    if (size !== this.#size) for (const [other, until] of read(this.#file)) this.#until.set(other, until);
    this.#size = size;
    return this.#until.has(id);
  }

  /** Adds a session. @param until time at which its cookie expires, in milliseconds since 1970 */
  add(id: string, until: number): void {
    this.#until.set(id, until);
    mkdirSync(dirname(this.#file), { recursive: true });
    appendFileSync(this.#file, lineOf([id, until]), { mode: 0o600, flush: true });
  }
}

const lineOf = ([id, until]: readonly [string, number]): string => `${id} ${String(until)}\n`;

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

function read(file: string): [string, number][] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => line.split(' ')).map(([id = '', until]) => [id, Number(until)]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
