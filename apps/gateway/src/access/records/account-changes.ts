import { Injectable } from '@nestjs/common';
import { AccessTrail, type AccessCause, type AccessFact } from '../../shared/access/access-trail.ts';
import type { Principal } from '../../shared/auth/principal.ts';
import { AuthHost } from '../auth/auth-host.ts';
import type { AccountQueries } from '../database/access-database.ts';
import { lockAccounts } from '../database/lock-accounts.ts';
import { Outbox } from './outbox.ts';

type By = Principal | string | null;

/** A change that is being made: queries of its transaction, and the events that are stored with it. */
export interface Changing extends AccountQueries {
  /** Parameters as with `AccessTrail.record`. */
  readonly record: (fact: AccessFact, by: By, cause: AccessCause) => Promise<void>;
}

/** Changes accounts together with the events that say so: both are stored in one transaction, or neither. Decision 53. */
@Injectable()
export class AccountChanges {
  constructor(
    private readonly host: AuthHost,
    private readonly trail: AccessTrail,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Runs a change while nobody else makes one, and returns once its events are in the log, if that answers.
   * @throws LogUnavailableError, StreamChangedError the log does not answer: nothing was changed
   */
  async make<T>(change: (changing: Changing) => Promise<T>): Promise<T> {
    await this.trail.assertAnswers();
    return this.makeAnyway(change);
  }

  /** Runs a change also while the log does not answer: its events follow. */
  async makeAnyway<T>(change: (changing: Changing) => Promise<T>): Promise<T> {
    const result = await lockAccounts(this.host.database, ({ query }) =>
      change({ query, record: (...given) => this.outbox.add(this.trail.prepare(...given), { query }) }),
    );
    await this.outbox.send();
    return result;
  }

  /** Refuses what the library is about to change. Errors as with `make`. */
  assertPossible(): Promise<void> {
    return this.trail.assertAnswers();
  }

  /** Records what the library has changed. */
  async made(fact: AccessFact, by: By, cause: AccessCause): Promise<void> {
    await this.outbox.add(this.trail.prepare(fact, by, cause));
    await this.outbox.send();
  }
}
