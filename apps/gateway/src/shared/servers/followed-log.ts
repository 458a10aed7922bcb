import { Inject, Injectable } from '@nestjs/common';
import type { EventLog } from '@reprise/event-log';
import { assertFollowed, isDatabaseAway, type ReadModel } from '@reprise/read-model';
import { EVENT_LOG, READ_MODEL } from './tokens.ts';

/** The log that the read model follows. */
@Injectable()
export class FollowedLog {
  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** @throws StreamChangedError the log is another one than before: what is appended to it could not stay */
  async assertSame(): Promise<void> {
    await assertFollowed(this.readModel, this.log).catch((error: unknown) => {
      // Commands do not wait for the database.
      if (!isDatabaseAway(error)) throw error;
    });
  }
}
