import { Injectable, Logger } from '@nestjs/common';
import { AccessTrail, type AccessCause, type AccessFact } from '../../shared/access/access-trail.ts';

/** Records of sign-ins. Where the log does not answer, people get in all the same, and the gateway's own log says so. */
@Injectable()
export class SignInRecords {
  readonly #logger = new Logger('Access');

  constructor(private readonly trail: AccessTrail) {}

  /** @param actor null: nobody who is known */
  async record(fact: AccessFact, actor: string | null, cause: AccessCause): Promise<void> {
    await this.trail.record(fact, actor, cause).catch((err: unknown) => {
      this.#logger.error({ err, type: fact.type, actor }, 'A sign-in could not be recorded');
    });
  }
}
