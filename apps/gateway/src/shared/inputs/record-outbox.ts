import { Logger } from '@nestjs/common';
import { inputTypesWith, type InputEvent } from '@reprise/contracts';
import { LogUnavailableError, StreamChangedError } from '@reprise/event-log';
import type { InputTrail } from './input-trail.ts';

const RETRY_MS = 5_000;

/** Record with the events about it that are not in the log yet, in order. */
export interface Outgoing {
  readonly unsent?: readonly InputEvent[];
}

const deletions = inputTypesWith('isDeletion');

/** Whether a record is deleted as soon as the log has the event. Users no longer see such a record. */
export const isLeaving = ({ unsent = [] }: Outgoing): boolean => unsent.some(({ type }) => deletions.includes(type));

/** Returns the record with one more event to send. */
export const withUnsent = <R extends Outgoing>(record: R, event: InputEvent): R => ({
  ...record,
  unsent: [...(record.unsent ?? []), event],
});

/** Returns the record without the events that the log has. */
export function withoutSent<R extends Outgoing>({ unsent = [], ...rest }: R, sent: readonly InputEvent[]): R {
  const left = unsent.filter(({ id }) => !sent.some((event) => event.id === id));
  return { ...rest, ...(left.length > 0 && { unsent: left }) } as R;
}

/** Access to records of one kind that their outbox needs. */
interface OutgoingRecords<R extends Outgoing> {
  readonly all: () => Promise<readonly R[]>;
  readonly find: (id: string) => Promise<R | undefined>;
  readonly idOf: (record: R) => string;
  /** Saves the record without these events. */
  readonly forget: (id: string, sent: readonly InputEvent[]) => Promise<unknown>;
  /** Deletes the object of a record, then the record. Can be repeated after an interruption. */
  readonly remove?: (record: R) => Promise<void>;
}

/**
 * Appends the events that are stored with records, and then performs the deletions. Nothing is deleted without its
 * event, and recorded deletions are completed after a restart. While the log does not accept events, it retries every
 * five seconds. See decision 89.
 */
export class RecordOutbox<R extends Outgoing> {
  readonly #logger = new Logger('Inputs');
  #sending: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #isWaiting = false;

  constructor(
    private readonly trail: Pick<InputTrail, 'append'>,
    private readonly records: OutgoingRecords<R>,
  ) {}

  /** Sends events that an earlier process left behind. */
  async start(): Promise<void> {
    await this.#sendAll();
    this.#timer = setInterval(() => void (this.#isWaiting && this.#sendAll()), RETRY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sending;
  }

  /** Sends the events of a record as far as the log accepts them. The rest is sent later. Never rejects. */
  send(id: string): Promise<void> {
    return this.#inTurn(async () => {
      const record = await this.records.find(id);
      if (record) await this.#send(record);
    });
  }

  #sendAll(): Promise<void> {
    return this.#inTurn(async () => {
      this.#isWaiting = false;
      for (const record of await this.records.all())
        await this.#send(record).catch((error: unknown) => {
          // All others must also wait.
          if (error instanceof LogUnavailableError || error instanceof StreamChangedError) throw error;
          this.#postpone(error, this.records.idOf(record));
        });
    });
  }

  async #send(record: R): Promise<void> {
    const { unsent = [] } = record;
    if (unsent.length === 0) return;
    for (const event of unsent) await this.trail.append(event);
    if (isLeaving(record)) await this.records.remove?.(record);
    else await this.records.forget(this.records.idOf(record), unsent);
  }

  #inTurn(send: () => Promise<void>): Promise<void> {
    return (this.#sending = this.#sending.then(send).catch((error: unknown) => this.#postpone(error)));
  }

  #postpone(err: unknown, id?: string): void {
    this.#isWaiting = true;
    this.#logger.error({ err, id }, 'A change of an upload or input is not completed yet, and is tried again');
  }
}
