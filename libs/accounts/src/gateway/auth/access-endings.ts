import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { EVERYTHING, type EventLog } from '@reprise/event-log';
import { EVENT_LOG } from '@reprise/gateway/shared/servers/tokens.ts';

const REFRESH_MS = 5_000;
/** Events after which a person may do less than before. */
const ENDINGS = ['signed_out', 'user_changed', 'user_erased', 'token_revoked'].map(
  (type) => `reprise.access.${type}.>`,
);

/**
 * Finds out from the log whether a person's access has ended since it was looked up in the database. Used while the
 * gateway cannot reach the database, because another gateway may have ended the access.
 */
@Injectable()
export class AccessEndings implements OnApplicationBootstrap {
  readonly #logger = new Logger('Access');
  #reached: number | undefined;
  #refreshedAt = -Infinity;

  constructor(@Inject(EVENT_LOG) private readonly log: Pick<EventLog, 'lastSeq' | 'read'>) {}

  onApplicationBootstrap(): Promise<void> {
    return this.#refresh();
  }

  /**
   * The sequence that the log reached a few seconds ago; undefined if it has not answered yet. A revocation that a
   * later query of the database misses has a higher sequence, because its event is appended after the revocation is
   * committed.
   */
  get reached(): number | undefined {
    if (performance.now() - this.#refreshedAt > REFRESH_MS) void this.#refresh();
    return this.#reached;
  }

  /** @throws LogUnavailableError */
  async hasChangedSince(userId: string, seq: number): Promise<boolean> {
    for await (const { envelope } of this.log.read(ENDINGS, { from: seq + 1 }))
      if (envelope?.subject === userId) return true;
    return false;
  }

  /** Never rejects: without a newer sequence, fewer people are accepted while the database is unreachable. */
  async #refresh(): Promise<void> {
    this.#refreshedAt = performance.now();
    try {
      this.#reached = Math.max(this.#reached ?? 0, await this.log.lastSeq(EVERYTHING));
    } catch (err) {
      this.#logger.warn({ err }, 'The log did not say how far it is');
    }
  }
}
