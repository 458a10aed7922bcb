import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { VerificationView } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import { verify, type RecordedVerification, type Trust } from '@reprise/audit-integrity';
import { isDatabaseDamaged, REPAIR_TABLES, type ReadModel } from '@reprise/read-model';
import { EVENT_LOG, READ_MODEL, TRUST } from '../servers/tokens.ts';

/** Share of the time for which a scheduled run may work, so that it does not slow down users' requests. */
const SCHEDULED_SHARE = 0.2;

type Run = Omit<VerificationView, 'next_at'>;
const NEVER: Run = {
  state: 'never',
  started_at: null,
  finished_at: null,
  scheduled: false,
  progress: null,
  report: null,
  problem: null,
};

/** Verifies the history, one run at a time, and stores the last result across restarts. */
@Injectable()
export class AuditVerification implements BeforeApplicationShutdown {
  readonly #logger = new Logger('Audit');
  readonly #stopping = new AbortController();
  #run = NEVER;
  #last = NEVER;
  #running: Promise<void> | undefined;

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    @Inject(TRUST) private readonly trust: Trust,
  ) {}

  /** The current run or, if there is none, the last one. */
  view(): Run {
    return this.#running ? this.#run : this.#last;
  }

  /** The last run that ended. */
  last(): Run {
    return this.#last;
  }

  /** Starts a run, unless one is already running. */
  start(scheduled = false): Run {
    this.#running ??= this.#verify(scheduled).finally(() => (this.#running = undefined));
    return this.#run;
  }

  /** Reads the last result, which another gateway may have written. */
  async refresh(): Promise<void> {
    const recorded = await this.trust.lastVerification();
    if (recorded && recorded.finished_at > (this.#last.finished_at ?? '')) this.#last = runOf(recorded);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping.abort(new Error('The gateway was stopped meanwhile.'));
    await this.#running;
  }

  async #verify(scheduled: boolean): Promise<void> {
    const started_at = new Date().toISOString();
    this.#run = { ...NEVER, state: 'running', started_at, scheduled };
    const result = await this.#result(scheduled ? SCHEDULED_SHARE : 1);
    const recorded = { started_at, finished_at: new Date().toISOString(), scheduled, ...result };
    this.#last = runOf(recorded);
    for (const { message } of result.report?.findings ?? []) this.#logger.error(`Verification: ${message}`);
    if (result.problem !== null) this.#logger.error(`Verification: it did not come to its end: ${result.problem}`);
    // A run that was interrupted by a stop has no result.
    if (this.#stopping.signal.aborted) return;
    await this.trust
      .recordVerification(recorded)
      .catch((error: unknown) => this.#logger.error(`Verification: its result was not stored: ${String(error)}`));
  }

  async #result(share: number): Promise<Pick<RecordedVerification, 'report' | 'problem'>> {
    try {
      const { log, readModel, trust } = this;
      const report = await verify({
        log,
        readModel,
        trust,
        share,
        signal: this.#stopping.signal,
        onProgress: (progress) => (this.#run = { ...this.#run, progress }),
      });
      return { report, problem: null };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { report: null, problem: isDatabaseDamaged(error) ? `${message}. ${REPAIR_TABLES}` : message };
    }
  }
}

const runOf = (recorded: RecordedVerification): Run => ({
  ...recorded,
  state: recorded.report ? 'done' : 'failed',
  progress: recorded.report && { entries: recorded.report.entries, total: recorded.report.last_seq },
});
