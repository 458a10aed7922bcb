import { Injectable } from '@nestjs/common';
import { AccessTrail, type AccessCause, type AccessFact } from '@reprise/gateway/shared/access/access-trail.ts';
import type { Principal } from '@reprise/gateway/shared/principal.ts';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import type { AccountQueries } from '../database/access-database.ts';
import { lockAccounts } from '../database/lock-accounts.ts';
import { Outbox } from './outbox.ts';

type By = Principal | string | null;

/** A pending change: queries in its transaction, and the events stored with it. */
export interface Changing extends AccountQueries {
  /** Same parameters as `AccessTrail.record`. */
  readonly record: (fact: AccessFact, by: By, cause: AccessCause) => Promise<void>;
}

/** Whether the library rejected the change because of the request. */
const isRefusal = (error: unknown): boolean => error instanceof ProblemException && error.getStatus() < 500;

/** Changes accounts together with their events: both are stored in one transaction, or neither. See decision 53. */
@Injectable()
export class AccountChanges {
  constructor(
    private readonly host: AuthHost,
    private readonly trail: AccessTrail,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Runs a change, serialized with others. Returns once its events are in the log, provided that the log answers.
   * @throws LogUnavailableError, StreamChangedError if the log does not answer; nothing was changed
   */
  async make<T>(change: (changing: Changing) => Promise<T>): Promise<T> {
    await this.trail.assertAnswers();
    return this.makeAnyway(change);
  }

  /** Runs a change even if the log does not answer. Its events are appended later. */
  async makeAnyway<T>(change: (changing: Changing) => Promise<T>): Promise<T> {
    const result = await lockAccounts(this.host.database, ({ query }) =>
      change({ query, record: (...given) => this.outbox.add(this.trail.prepare(...given), { query }) }),
    );
    await this.outbox.send();
    return result;
  }

  /** Throws in advance if a change is not possible now. Throws the same errors as `make`. */
  assertPossible(): Promise<void> {
    return this.trail.assertAnswers();
  }

  /**
   * Lets the library make a change. Has the same parameters and errors as `make`. The library's counters of rejected
   * requests are preserved.
   */
  async makeByLibrary<T>(fact: AccessFact, by: By, cause: AccessCause, change: () => Promise<T>): Promise<T> {
    await this.trail.assertAnswers();
    const event = this.trail.prepare(fact, by, cause);
    const { driver } = this.host.database.dialect;
    const outcome = await driver.join(async () => {
      await driver.begin();
      try {
        const changed = await change();
        await this.outbox.add(event);
        return { changed };
      } catch (error) {
        if (isRefusal(error)) return { error };
        throw error;
      }
    });
    if ('error' in outcome) throw outcome.error;
    await this.outbox.send();
    return outcome.changed;
  }

  /**
   * Lets the library sign in a user, who may get an account in the process. The library's queries after `driver.begin`
   * run in one transaction.
   */
  async makeInSignIn<T>(signIn: (record: Changing['record']) => Promise<T>): Promise<T> {
    const record: Changing['record'] = (...given) => this.outbox.add(this.trail.prepare(...given));
    const result = await this.host.database.dialect.driver.join(() => signIn(record));
    await this.outbox.send();
    return result;
  }
}
