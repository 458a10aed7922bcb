import { distinctUntilChanged, filter, firstValueFrom, map, Subject, timeout, type Observable } from 'rxjs';
import { databaseOf } from '../database.ts';
import { readPosition } from '../projector/checkpoint.ts';
import { fork, type ReadModel } from '../read-model.ts';
import { readChange, type Change } from './change.ts';
import { listen } from './listen.ts';

/** Maximum number of events in one `Change`. */
const MAX_SPAN = 1000;

/** Hot. Reads nothing while there are no subscribers. Continues without a gap after a restart of Postgres. */
export interface ChangeFeed {
  /** Hot; reads nothing without subscribers. Survives a restart of Postgres without a gap. */
  readonly changes: Observable<Change>;
  /** Sequence that the tables have reached, as far as known. */
  position(): number;
  /** Hot. Emits `position` after the next check and on each change. Reads nothing. */
  readonly moves: Observable<number>;
  /** For `?min_seq=`: resolves with true as soon as the tables reach `seq`, with false after `timeoutMs`. */
  waitFor(seq: number, timeoutMs: number): Promise<boolean>;
  /** Ends after the current query. */
  stop(): Promise<void>;
}

/** @throws the driver's error if the database does not answer at the start; the feed waits while later outages last */
export async function startChangeFeed(readModel: ReadModel): Promise<ChangeFeed> {
  const stopping = new AbortController();
  const feed = new Feed(readModel, await currentSeq(readModel));
  const listening = listen(readModel, stopping.signal, () => feed.look());
  return {
    changes: feed.changes.asObservable(),
    position: () => feed.position,
    moves: feed.moved.pipe(distinctUntilChanged()),
    waitFor: (seq, timeoutMs) => feed.waitFor(seq, timeoutMs),
    stop: async () => {
      stopping.abort();
      await listening;
      await feed.end();
    },
  };
}

const currentSeq = async (readModel: ReadModel): Promise<number> =>
  (await readPosition(databaseOf(fork(readModel))))?.last_seq ?? 0;

class Feed {
  readonly changes = new Subject<Change>();
  /** Emits `position` after each check. */
  readonly moved = new Subject<number>();
  position: number;
  readonly #readModel: ReadModel;
  /** Sequence up to which `changes` has emitted. */
  #emitted: number;
  /** The current query. It never rejects. */
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #ended = false;

  constructor(readModel: ReadModel, position: number) {
    this.#readModel = readModel;
    this.position = position;
    this.#emitted = position;
  }

  /** Runs one check at a time. Requests during a check are answered by that check. */
  look(): void {
    this.#lookAgain = !this.#ended;
    if (!this.#lookAgain) return;
    this.#looking ??= this.#lookWhileAsked()
      // The database is unreachable. The changes missed in the meantime are between the positions.
      .catch(() => undefined)
      .finally(() => (this.#looking = undefined));
  }

  async end(): Promise<void> {
    this.#ended = true;
    this.#lookAgain = false;
    await this.#looking;
    this.changes.complete();
    this.moved.complete();
  }

  async waitFor(seq: number, timeoutMs: number): Promise<boolean> {
    if (this.position >= seq) return true;
    const reached = this.moved.pipe(
      filter((position) => position >= seq),
      map(() => true),
      timeout({ first: timeoutMs, with: () => [false] }),
    );
    return firstValueFrom(reached, { defaultValue: false });
  }

  async #lookWhileAsked(): Promise<void> {
    while (this.#lookAgain) {
      this.#lookAgain = false;
      this.position = await currentSeq(this.#readModel);
      this.moved.next(this.position);
      await this.#emit();
    }
  }

  async #emit(): Promise<void> {
    while (this.#emitted < this.position && this.changes.observed && !this.#ended) {
      const seq = Math.min(this.position, this.#emitted + MAX_SPAN);
      this.changes.next(await readChange(this.#readModel, this.#emitted, seq));
      this.#emitted = seq;
    }
    this.#emitted = this.position;
  }
}
