import { sql } from 'kysely';
import { fork, type ReadModel } from '../read-model.ts';
import type { Trust } from '../trust/trust.ts';
import type { Position } from './checkpoint.ts';

const EVERY_ENTRIES = 1000;
const EVERY_MS = 180_000;

export interface Signing {
  readonly trust: Pick<Trust, 'sign' | 'last'>;
  /** A head is signed when this many entries came since the last one. Default 1000. */
  readonly everyEntries?: number;
  /** And at the latest after this time, where anything came. Default three minutes. */
  readonly everyMs?: number;
  /** Told in a sentence why no head was signed; it is tried again. */
  readonly onProblem?: (sentence: string) => void;
}

/** Signs heads of what the active projector writes, and a last one when it is disposed of. Never throws. */
export class HeadSigner implements AsyncDisposable {
  readonly #signing: Signing;
  readonly #timer: NodeJS.Timeout;
  #position: Position;
  /** Entries that the last head counts. */
  #signed: number;
  #work = Promise.resolve();

  private constructor(signing: Signing, position: Position, signed: number) {
    this.#signing = signing;
    this.#position = position;
    this.#signed = signed;
    this.#timer = setInterval(() => void this.#sign(1), signing.everyMs ?? EVERY_MS);
  }

  /** None where the audit is not what was signed before: nothing may vouch for it then. */
  static async start(signing: Signing, readModel: ReadModel, position: Position): Promise<HeadSigner | undefined> {
    try {
      const last = await signing.trust.last();
      const stands = !last || last.seq > position.last_seq || (await hashAt(readModel, last.seq)) === last.hash;
      if (stands) return new HeadSigner(signing, position, last && last.seq <= position.last_seq ? last.count : 0);
      signing.onProblem?.(
        `The audit table is not what was signed at event ${String(last.seq)}, so nothing more of it is signed. ` +
          'What was changed says: npm run verify.',
      );
    } catch (error) {
      tell(signing, error);
    }
    return undefined;
  }

  /** To be called with each new position. */
  reached(position: Position): Promise<void> {
    this.#position = position;
    return this.#sign(this.#signing.everyEntries ?? EVERY_ENTRIES);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#sign(1);
  }

  /** One after the other, where at least so many entries are not signed yet. */
  #sign(atLeast: number): Promise<void> {
    return (this.#work = this.#work.then(async () => {
      const position = this.#position;
      if (position.count - this.#signed < atLeast) return;
      try {
        await this.#signing.trust.sign(position, new Date().toISOString());
        this.#signed = position.count;
      } catch (error) {
        tell(this.#signing, error);
      }
    }));
  }
}

async function hashAt(readModel: ReadModel, seq: number): Promise<string | undefined> {
  const db = fork(readModel).getKysely<unknown>();
  const { rows } = await sql<{ hash: Buffer }>`select hash from audit where seq = ${seq}`.execute(db);
  return rows[0]?.hash.toString('hex');
}

const tell = ({ onProblem }: Signing, error: unknown): void =>
  onProblem?.(`The audit's head could not be signed, and is tried again: ${String(error)}`);
