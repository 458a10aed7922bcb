import { Injectable, Logger } from '@nestjs/common';
import { OnceAMinute } from '@reprise/gateway/shared/access/once-a-minute.ts';
import { AccessTrail, type AccessCause, type AccessFact } from '@reprise/gateway/shared/access/access-trail.ts';
import { Outbox } from '../records/outbox.ts';

/** Records sign-ins. If the log does not answer, users can still sign in, and their events are appended later. */
@Injectable()
export class SignInRecords {
  readonly #logger = new Logger('Access');
  readonly #once = new OnceAMinute();

  constructor(
    private readonly trail: AccessTrail,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Records a failed sign-in. Identical failures from the same address are recorded once a minute, because anyone can
   * cause them. The gateway's own log counts the others.
   * @param userId id of the account; undefined if there is none
   */
  async failed(
    data: { readonly method: string; readonly why: string },
    userId: string | undefined,
    cause: AccessCause & { readonly ip?: string | undefined },
  ): Promise<void> {
    const more = this.#once.repeats([cause.ip, data.method, data.why, userId].join(' '));
    if (more > 0)
      return this.#logger.warn({ msg: 'A sign-in failed again, and is not recorded', ...data, userId, more });
    await this.record({ type: 'sign_in_failed', data, ...(userId !== undefined && { subject: userId }) }, null, cause);
  }

  /** @param actor null if unknown */
  async record(fact: AccessFact, actor: string | null, cause: AccessCause): Promise<void> {
    const event = this.trail.prepare(fact, actor, cause);
    await this.trail
      .append(event)
      .catch(() => this.outbox.add(event))
      .catch((err: unknown) => {
        this.#logger.error({ err, type: fact.type, actor }, 'A sign-in could not be recorded');
      });
  }
}
