import { Inject, Injectable } from '@nestjs/common';
import { ALL_ACCESS, subjectPattern, type AccessEvent } from '@reprise/contracts';
import { ConflictError, type EventLog } from '@reprise/event-log';
import { untilDecided } from '@reprise/job-store';
import { AccessTrail, type AccessCause, type AccessFact } from '@reprise/gateway/shared/access/access-trail.ts';
import type { Principal } from '@reprise/gateway/shared/principal.ts';
import { ProblemException, unavailable } from '@reprise/gateway/shared/http/problem.ts';
import { EVENT_LOG } from '@reprise/gateway/shared/servers/tokens.ts';
import { asOf, foldApproval, type ApprovalRecord } from './fold-approvals.ts';

type ApprovalType = Extract<AccessEvent['type'], `approval_${string}`>;
const TYPES: readonly ApprovalType[] = [
  ...(['approval_requested', 'approval_granted', 'approval_rejected'] as const),
  ...(['approval_withdrawn', 'approval_expired'] as const),
];
const FILTERS = TYPES.map((type) => `${subjectPattern(type)}.>`);

/** Decides on the records in the log which fact to append; null if there is nothing to append. */
type Decide = (records: ReadonlyMap<string, ApprovalRecord>, now: number) => AccessFact | null;

/** Approvals from the log. There are few, so they are kept in memory and updated from the log on each access. */
@Injectable()
export class Approvals {
  readonly #records = new Map<string, ApprovalRecord>();
  /** Sequence up to which the log was read. */
  #seq = 0;
  #reading: Promise<void> = Promise.resolve();

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly trail: AccessTrail,
  ) {}

  /** Returns all records, the newest first. @throws LogUnavailableError */
  async list(): Promise<ApprovalRecord[]> {
    await this.#readOn();
    const now = Date.now();
    return [...this.#records.values()].map((record) => asOf(record, now)).toReversed();
  }

  /** @throws ProblemException 404 */
  async find(id: string): Promise<ApprovalRecord> {
    const record = (await this.list()).find(({ approval_id }) => approval_id === id);
    if (!record) throw new ProblemException(404, `There is no request for approval ${id.slice(0, 100)}.`);
    return record;
  }

  /**
   * Appends a decision that is based on the current records, and starts over after a conflict. Returns its sequence;
   * null if there was nothing to append.
   * @throws ProblemException from `decide`; 503 if every try ended in a conflict
   * @throws LogUnavailableError if the log does not answer
   */
  async append(decide: Decide, by: Principal | string, cause: AccessCause): Promise<number | null> {
    const { appended } = await untilDecided(
      () => this.#tryOnce(decide, by, cause),
      () => unavailable('Others are deciding at the same time. Try again.', 1),
    );
    return appended;
  }

  /** Returns the appended sequence, or none; null after a conflict. */
  async #tryOnce(decide: Decide, by: Principal | string, cause: AccessCause) {
    const seq = await this.log.lastSeq(ALL_ACCESS);
    await this.#readOn();
    const fact = decide(this.#records, Date.now());
    if (!fact) return { appended: null };
    try {
      return { appended: await this.trail.record(fact, by, cause, { expected: { filter: ALL_ACCESS, seq } }) };
    } catch (error) {
      if (error instanceof ConflictError) return null;
      throw error;
    }
  }

  /** Reads are serialized, so that no event is applied twice. */
  #readOn(): Promise<void> {
    const next = this.#reading.then(async () => {
      for await (const { event, seq } of this.log.read(FILTERS, { from: this.#seq + 1 })) {
        if (event) foldApproval(this.#records, event);
        this.#seq = seq;
      }
    });
    this.#reading = next.catch(() => undefined);
    return next;
  }
}
