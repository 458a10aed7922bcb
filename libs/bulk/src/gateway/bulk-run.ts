import type { CommandIds } from '@reprise/gateway/shared/http/command-ids.ts';
import type { BulkBody, BulkOutcome, BulkResult, BulkView } from '../contract/index.ts';

/** A job that a bulk command is sent to. Its name is null while it cannot be read. */
export interface BulkTarget {
  readonly job_id: string;
  readonly sample_name: string | null;
  /** Whether the job no longer matches the filter that selected it. */
  readonly hasLeft?: boolean;
}

/** Outcome for one job. While the log is unreachable, all other jobs fail too. */
export interface Sent {
  readonly result: BulkResult;
  readonly isLogAway: boolean;
}

/** Sends the command to one job. Never rejects. */
export type SendOne = (target: BulkTarget) => Promise<Sent>;

/** Number of concurrent commands. A command mostly waits for the log and the database. */
const AT_ONCE = 4;

const PROBLEMS_FIRST: Record<BulkOutcome, number> = { failed: 0, refused: 1, waiting: 2, accepted: 3 };

/** A bulk command: its targets, and the outcome for each of them so far. */
export class BulkRun {
  readonly #results: BulkResult[] = [];
  #finishedAt: string | null = null;

  constructor(
    readonly ids: CommandIds,
    private readonly about: Pick<BulkView, 'actor' | 'correlation_id' | 'started_at'>,
    private readonly body: Pick<BulkBody, 'command' | 'body'>,
    private readonly targets: readonly BulkTarget[],
  ) {}

  get isFinished(): boolean {
    return this.#finishedAt !== null;
  }

  /** Sends the command to each target in order. If the log does not answer, the rest is not sent. */
  async send(sendOne: SendOne, isStopping: () => boolean): Promise<void> {
    const rest = this.targets.values();
    let away: string | null = null;
    const work = async () => {
      for (const target of rest) {
        if (isStopping()) away ??= 'The gateway was stopped.';
        if (away !== null) {
          this.#results.push(notSent(target, away));
          continue;
        }
        const { result, isLogAway } = await sendOne(target);
        if (isLogAway) away ??= result.detail;
        this.#results.push(result);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    this.#finishedAt = new Date().toISOString();
  }

  view(): BulkView {
    const { reason } = this.body.body;
    const count = (outcome: BulkOutcome) => this.#results.filter((result) => result.outcome === outcome).length;
    return {
      bulk_id: this.ids.id,
      command: this.body.command,
      reason: typeof reason === 'string' && reason ? reason : null,
      ...this.about,
      finished_at: this.#finishedAt,
      total: this.targets.length,
      accepted: count('accepted'),
      waiting: count('waiting'),
      refused: count('refused'),
      failed: count('failed'),
    };
  }

  /** The outcomes so far: first failures, then refusals, then waiting ones, each in order of arrival. */
  results(): BulkResult[] {
    return this.#results.toSorted((a, b) => PROBLEMS_FIRST[a.outcome] - PROBLEMS_FIRST[b.outcome]);
  }
}

const notSent = ({ job_id, sample_name }: BulkTarget, reason: string): BulkResult => ({
  job_id,
  sample_name,
  outcome: 'failed',
  status: 503,
  seq: null,
  detail: `Was not sent after an earlier one failed: ${reason}`,
});
