import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { AccessEvent } from '@reprise/contracts';
import { AccessTrail } from '@reprise/gateway/shared/access/access-trail.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import type { AccountQueries } from '../database/access-database.ts';

const RETRY_MS = 5_000;
const BATCH = 100;

/**
 * Account events that are not in the log yet. Each is stored together with its change and sent afterwards. Sending an
 * event twice is harmless, because events with the same id are deduplicated.
 */
@Injectable()
export class Outbox implements BeforeApplicationShutdown, OnModuleInit {
  readonly #logger = new Logger('Access');
  #sending: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: AuthHost,
    private readonly trail: AccessTrail,
  ) {}

  /** Sends events that an earlier process left behind. */
  onModuleInit(): void {
    this.#timer = setInterval(() => void this.send(), RETRY_MS);
    this.#timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sending;
  }

  /** Stores an event. @param queries queries of the change's transaction */
  async add(event: AccessEvent, { query }: AccountQueries = this.host.database): Promise<void> {
    await query
      .insertInto('outbox')
      .values({ event: JSON.stringify(event) })
      .execute();
  }

  /** Appends all stored events, in order, as far as the log accepts them. The rest is appended later. Never rejects. */
  send(): Promise<void> {
    const sent = this.#sending
      .then(() => this.#send())
      .catch((err: unknown) => {
        this.#logger.error({ err }, 'Events of accounts wait for the log, and are sent again');
      });
    return (this.#sending = sent);
  }

  async #send(): Promise<void> {
    const { query } = this.host.database;
    for (;;) {
      const rows = await query.selectFrom('outbox').selectAll().orderBy('position').limit(BATCH).execute();
      for (const { position, event } of rows) {
        await this.trail.append(event as AccessEvent);
        await query.deleteFrom('outbox').where('position', '=', position).execute();
      }
      if (rows.length < BATCH) return;
    }
  }
}
