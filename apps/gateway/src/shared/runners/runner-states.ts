import { Inject, Injectable, Logger } from '@nestjs/common';
import { ALL_RUNNERS, isRunnerEvent } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import { evolveRunner, untouchedRunner, type RunnerState } from '@reprise/job';
import { EVENT_LOG } from '../servers/tokens.ts';

/** Time in milliseconds for which states are cached, unless something is written in the meantime. */
const FRESH_MS = 1_000;

/** Drains, schedules and storage of all runners, folded from their few events. Only new events are read. */
@Injectable()
export class RunnerStates {
  readonly #logger = new Logger(RunnerStates.name);
  #states = new Map<string, RunnerState>();
  #storageKeys = new Map<string, string>();
  #seq = 0;
  /** Creation time of the log that was read. */
  #created: string | null = null;
  #readAt = 0;
  #expected = 0;
  #reading: Promise<void> | null = null;
  /** Whether the log did not answer the last request. */
  #isAway = false;

  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  /** Ensures that the next result is at least as new as that sequence. */
  expect(seq: number | null): void {
    this.#expected = Math.max(this.#expected, seq ?? 0);
  }

  /**
   * Returns the states keyed by runner. While the log does not answer, returns the last known states without waiting,
   * because a reader that waits occupies one of the few connections that a browser has.
   */
  async read(now = Date.now()): Promise<ReadonlyMap<string, RunnerState>> {
    const isBehind = this.#seq < this.#expected;
    if (now - this.#readAt >= FRESH_MS || isBehind) {
      this.#reading ??= this.#readNew().finally(() => (this.#reading = null));
      if (!this.#isAway || this.#created === null || isBehind) await this.#reading;
    }
    return this.#states;
  }

  /**
   * Returns the public key that was first announced for each storage id, keyed by that id. Undefined until the log has
   * been read once; until then, no claim is trusted.
   */
  async storageKeys(): Promise<ReadonlyMap<string, string> | undefined> {
    await this.read();
    return this.#created === null ? undefined : this.#storageKeys;
  }

  #restart(created: string): void {
    this.#states = new Map();
    this.#storageKeys = new Map();
    this.#seq = 0;
    this.#created = created;
  }

  async #readNew(): Promise<void> {
    try {
      const { created, last_seq } = await this.log.head();
      if (created !== this.#created) this.#restart(created);
      for await (const { event } of this.log.read(ALL_RUNNERS, { from: this.#seq + 1, to: last_seq })) {
        if (!event || !isRunnerEvent(event)) continue;
        const state = this.#states.get(event.subject) ?? untouchedRunner.state;
        this.#states.set(event.subject, evolveRunner(state, event));
        if (event.type !== 'storage_announced') continue;
        const { storage_id, public_key } = event.data;
        if (!this.#storageKeys.has(storage_id)) this.#storageKeys.set(storage_id, public_key);
      }
      this.#seq = last_seq;
      this.#readAt = Date.now();
      this.#isAway = false;
    } catch (error) {
      if (!this.#isAway) this.#logger.warn(`Events of runners could not be read: ${String(error)}`);
      this.#isAway = true;
    }
  }
}
