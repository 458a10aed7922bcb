import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { EventLog } from '@reprise/event-log';
import { assertFollowed, isDatabaseAway, type ReadModel } from '@reprise/read-model';
import { EVENT_LOG, READ_MODEL } from './tokens.ts';

/** Maximum wait for the tables. The log reports by itself that it is unavailable. */
const WITHIN_MS = 10_000;

/** The log that the read model follows. */
@Injectable()
export class FollowedLog {
  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** @throws StreamChangedError if the log was replaced, because appended events would be lost */
  async assertSame(): Promise<void> {
    // Commands do not wait for the database, whether it rejects connections or hangs.
    const late = new AbortController();
    const asked = assertFollowed(this.readModel, this.log).catch((error: unknown) => {
      if (!isDatabaseAway(error)) throw error;
    });
    await Promise.race([asked, sleep(WITHIN_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
    late.abort();
  }
}
