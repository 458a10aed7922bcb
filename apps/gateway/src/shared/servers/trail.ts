import { Inject, Injectable } from '@nestjs/common';
import type { AnyEvent } from '@reprise/contracts';
import { LogUnavailableError, type EventLog, type Expectation } from '@reprise/event-log';
import { FollowedLog } from './followed-log.ts';
import { OwnWrites } from './own-writes.ts';
import { EVENT_LOG } from './tokens.ts';

/** Appends events that a gateway decides on the basis of data outside the log: accounts, uploads, named inputs. */
@Injectable()
export class Trail {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly followed: FollowedLog,
    private readonly writes: OwnWrites,
  ) {}

  /**
   * Appends an event and returns its sequence.
   * @throws LogUnavailableError if the log does not answer
   * @throws StreamChangedError if the log was replaced
   * @throws ConflictError if the `expected` sequence is not the last one
   */
  async append(event: AnyEvent, expected?: Expectation): Promise<number> {
    await this.followed.assertSame();
    const { seq } = await this.log.append(event, expected);
    this.writes.add(seq, 'job_id' in event.data ? (event.data.job_id ?? '') : '', event.actor);
    return seq;
  }

  /** @throws LogUnavailableError, StreamChangedError if nothing can be appended now; nothing was appended */
  async assertAnswers(): Promise<void> {
    try {
      await this.followed.assertSame();
      await this.log.head();
    } catch (error) {
      throw error instanceof LogUnavailableError ? new LogUnavailableError(error.message, 'not_stored') : error;
    }
  }
}
