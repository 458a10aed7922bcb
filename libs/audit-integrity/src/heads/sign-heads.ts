import { once } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import type { EventLog } from '@reprise/event-log';
import {
  databaseOf,
  fork,
  readPosition,
  type Position,
  type PositionObserver,
  type ReadModel,
} from '@reprise/read-model';
import type { Trust } from './trust.ts';
import { objection } from './objection.ts';
import { within } from './within.ts';

const EVERY_ENTRIES = 1000;
const EVERY_MS = 180_000;
/**
 * Numbers of timer ticks between checks of rejected tables. They grow, because each check reads the stream again. The
 * last number repeats.
 */
const TICKS_BETWEEN_LOOKS = [1, 2, 4, 8, 20];
/** Default maximum wait when a projector ends. The gateway waits a little longer. */
const LEAVING_MS = 1_000;
/** Time after which a slow copy of heads is reported. */
const COPY_MS = 30_000;

export interface Signing {
  readonly trust: Pick<Trust, 'sign' | 'last' | 'copy'>;
  /** Number of entries since the last head after which the next one is signed. Default 1000. */
  readonly everyEntries?: number;
  /** Maximum time until new entries are signed. Default three minutes. */
  readonly everyMs?: number;
  /** For tests on busy machines: maximum time that an ending projector waits for a running stream read or copy. */
  readonly leavingMs?: number;
  /**
   * Called with a human-readable reason why no head was signed or copied. Signing and copying are retried. Called again
   * once the problem is resolved.
   */
  readonly onProblem?: (sentence: string) => void;
}

/** Tables that do not match the signed heads. */
interface Refusal {
  /** Position of the tables at the last check. */
  readonly position: Position;
  readonly looks: number;
  ticksLeft: number;
}

/** Value of a projector's option `observe` that signs heads of its writes. */
export const signHeads =
  (signing: Signing, readModel: ReadModel, log: Pick<EventLog, 'read'>) =>
  (position: Position): PositionObserver =>
    new HeadSigner(signing, readModel, log, position);

/**
 * Signs heads of the active projector's writes, and a last one on disposal. Signs nothing until chaining the stream
 * from the last signed head reproduces the chain at the position where the projector started. Never throws.
 */
class HeadSigner implements PositionObserver {
  readonly #signing: Signing;
  readonly #readModel: ReadModel;
  readonly #log: Pick<EventLog, 'read'>;
  readonly #timer: NodeJS.Timeout;
  readonly #leaving = new AbortController();
  #position: Position;
  /** Number of entries covered by the last head; undefined while nothing may be signed. */
  #signed: number | undefined;
  /** Set if the tables differed from the signed heads at the last check. A rebuild repairs this. */
  #refusal: Refusal | undefined;
  #isEnding = false;
  #work = Promise.resolve();
  #copying: Promise<void> | undefined;

  /** Starts the check at once. `position` is where the projector starts. */
  constructor(signing: Signing, readModel: ReadModel, log: Pick<EventLog, 'read'>, position: Position) {
    this.#signing = signing;
    this.#readModel = readModel;
    this.#log = log;
    this.#position = position;
    this.#timer = setInterval(() => void this.#sign(1), signing.everyMs ?? EVERY_MS);
    void this.#sign(this.#every);
  }

  async reached(position: Position): Promise<void> {
    this.#position = position;
    // The projector does not wait for the check.
    if (this.#signed !== undefined) await this.#sign(this.#every);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    this.#isEnding = true;
    const { signal } = this.#leaving;
    const { leavingMs = LEAVING_MS } = this.#signing;
    const late = setTimeout(() => this.#leaving.abort(new Error('The projector ends')), leavingMs);
    await this.#sign(1);
    if (!signal.aborted) await Promise.race([this.#copying, once(signal, 'abort')]);
    clearTimeout(late);
    if (this.#copying)
      this.#report('The last heads of the audit are not copied elsewhere yet: the next head brings them.');
  }

  get #every(): number {
    return this.#signing.everyEntries ?? EVERY_ENTRIES;
  }

  /** Signs, one head at a time, if at least this many entries are unsigned. */
  #sign(atLeast: number): Promise<void> {
    return (this.#work = this.#work.then(async () => {
      if (this.#refusal && this.#isEnding) return;
      try {
        this.#signed ??= await this.#countSigned();
        const position = this.#position;
        if (this.#signed === undefined || position.count - this.#signed < atLeast) return;
        await this.#signHead(position);
        this.#signed = position.count;
      } catch (error) {
        this.#report(`The audit's head could not be signed, and is tried again: ${String(error)}`);
      }
    }));
  }

  async #signHead(position: Position): Promise<void> {
    await this.#signing.trust.sign(position, new Date().toISOString());
    this.#copy();
  }

  /**
   * Copies the heads to the other folder in the background, because a slow or missing folder must not stop the
   * projection.
   */
  #copy(): void {
    const failed = (error: unknown) =>
      this.#report(`The audit's heads could not be copied elsewhere, and are with the next one: ${String(error)}`);
    this.#copying ??= within(COPY_MS, this.#signing.trust.copy())
      .catch(failed)
      .finally(() => (this.#copying = undefined));
  }

  /**
   * Returns the number of signed entries; undefined if the tables must not be signed. Later writes of this projector
   * continue from its current position.
   */
  async #countSigned(): Promise<number | undefined> {
    const own = this.#position;
    const position = this.#refusal ? await this.#positionOfTables(own) : own;
    if (this.#refusal && !this.#isTimeToLook(this.#refusal, position)) return undefined;
    const head = await this.#signing.trust.last();
    if (head && head.seq > position.last_seq) {
      const [signed, reached] = [head.seq, position.last_seq].map(String);
      this.#report(
        `Event ${signed} was signed, but the tables reach to event ${reached} only: nothing is signed before.`,
      );
      return undefined;
    }
    const why = await objection(this.#readModel, this.#log, head, position, this.#leaving.signal);
    const count = head?.count ?? 0;
    if (why !== null) {
      if (!this.#refusal)
        this.#report(`${why}, so nothing more of it is signed. What was changed says: npm run verify.`);
      this.#refusal = refusalAt(position, this.#refusal?.looks ?? 0);
      return undefined;
    }
    if (position.hash !== own.hash || position.count !== own.count) {
      // A rebuild swapped the tables. The projector is fenced at the next event, and its writes are not signed.
      if (position.count > count) await this.#signHead(position);
      return undefined;
    }
    if (this.#refusal) this.#report('The tables lead to what was signed again, so heads are signed again.');
    this.#refusal = undefined;
    return count;
  }

  /** Whether to check now: periodically, and at once if the tables are at an unexpected position. */
  #isTimeToLook(refusal: Refusal, tables: Position): boolean {
    refusal.ticksLeft--;
    return (
      refusal.ticksLeft <= 0 || ![refusal.position, this.#position].some((known) => isDeepStrictEqual(known, tables))
    );
  }

  async #positionOfTables(own: Position): Promise<Position> {
    return (await readPosition(databaseOf(fork(this.#readModel)))) ?? own;
  }

  #report(sentence: string): void {
    this.#signing.onProblem?.(sentence);
  }
}

const refusalAt = (position: Position, looksBefore: number): Refusal => ({
  position,
  looks: looksBefore + 1,
  ticksLeft: TICKS_BETWEEN_LOOKS[Math.min(looksBefore, TICKS_BETWEEN_LOOKS.length - 1)]!,
});
