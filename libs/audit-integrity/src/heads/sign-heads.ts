import type { EventLog } from '@reprise/event-log';
import type { Position, PositionObserver, ReadModel } from '@reprise/read-model';
import type { Trust } from './trust.ts';
import { objection } from './objection.ts';

const EVERY_ENTRIES = 1000;
const EVERY_MS = 180_000;
/** Longest wait of an ending projector for the read of the stream under way. The gateway waits a little longer. */
const LEAVING_MS = 1_000;

export interface Signing {
  readonly trust: Pick<Trust, 'sign' | 'last'>;
  /** A head is signed when this many entries came since the last one. Default 1000. */
  readonly everyEntries?: number;
  /** And at the latest after this time, where anything came. Default three minutes. */
  readonly everyMs?: number;
  /** Called with the reason why no head was signed, for people; signing is retried. */
  readonly onProblem?: (sentence: string) => void;
}

/** The option `observe` of a projector: signs heads of what that one writes. */
export const signHeads =
  (signing: Signing, readModel: ReadModel, log: Pick<EventLog, 'read'>) =>
  (position: Position): PositionObserver =>
    new HeadSigner(signing, readModel, log, position);

/**
 * Signs heads of what the active projector writes, and a last one when it is disposed of; nothing before the stream
 * itself, chained from what was signed last, led to where the projector began. Never throws.
 */
class HeadSigner implements PositionObserver {
  readonly #signing: Signing;
  readonly #readModel: ReadModel;
  readonly #log: Pick<EventLog, 'read'>;
  readonly #timer: NodeJS.Timeout;
  readonly #leaving = new AbortController();
  #position: Position;
  /** Entries that the last head counts; undefined as long as nothing may be signed. */
  #signed: number | undefined;
  /** The tables are not what was signed, and whatever this projector adds does not mend that. */
  #refused = false;
  #work = Promise.resolve();

  /** Begins at once to look whether it may sign; `position` is where the projector begins. */
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
    // Until it may sign, the projector does not wait for it.
    if (this.#signed !== undefined) await this.#sign(this.#every);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    const late = setTimeout(() => this.#leaving.abort(new Error('The projector ends')), LEAVING_MS);
    await this.#sign(1);
    clearTimeout(late);
  }

  get #every(): number {
    return this.#signing.everyEntries ?? EVERY_ENTRIES;
  }

  /** One after the other, where at least so many entries are not signed yet. */
  #sign(atLeast: number): Promise<void> {
    return (this.#work = this.#work.then(async () => {
      const { trust, onProblem } = this.#signing;
      if (this.#refused) return;
      try {
        this.#signed ??= await this.#countSigned();
        const position = this.#position;
        if (this.#signed === undefined || position.count - this.#signed < atLeast) return;
        await trust.sign(position, new Date().toISOString());
        this.#signed = position.count;
      } catch (error) {
        onProblem?.(`The audit's head could not be signed, and is tried again: ${String(error)}`);
      }
    }));
  }

  /** Undefined where the tables may not be vouched for. What this projector writes later follows from where it is now. */
  async #countSigned(): Promise<number | undefined> {
    const { trust, onProblem } = this.#signing;
    const head = await trust.last();
    const position = this.#position;
    if (head && head.seq > position.last_seq) {
      const [signed, reached] = [head.seq, position.last_seq].map(String);
      onProblem?.(
        `Event ${signed} was signed, but the tables reach to event ${reached} only: nothing is signed before.`,
      );
      return undefined;
    }
    const why = await objection(this.#readModel, this.#log, head, position, this.#leaving.signal);
    if (why === null) return head?.count ?? 0;
    this.#refused = true;
    onProblem?.(`${why}, so nothing more of it is signed. What was changed says: npm run verify.`);
    return undefined;
  }
}
