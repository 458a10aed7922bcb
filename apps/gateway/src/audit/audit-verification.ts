import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { VerificationView } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import { verify, type Trust } from '@reprise/audit-integrity';
import type { ReadModel } from '@reprise/read-model';
import { EVENT_LOG, READ_MODEL, TRUST } from '../shared/servers/tokens.ts';

const NEVER: VerificationView = { state: 'never', started_at: null, progress: null, report: null, problem: null };

/** Verifies the history on request, one run at a time, and keeps the last report. */
@Injectable()
export class AuditVerification implements BeforeApplicationShutdown {
  readonly #logger = new Logger('Audit');
  readonly #stopping = new AbortController();
  #view = NEVER;
  #running: Promise<void> | undefined;

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    @Inject(TRUST) private readonly trust: Trust,
  ) {}

  view(): VerificationView {
    return this.#view;
  }

  /** Starts a run, unless one is under way. */
  start(): VerificationView {
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    return this.#view;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping.abort(new Error('The gateway was stopped meanwhile.'));
    await this.#running;
  }

  async #run(): Promise<void> {
    this.#view = { ...NEVER, state: 'running', started_at: new Date().toISOString() };
    try {
      const { log, readModel, trust } = this;
      const report = await verify({
        ...{ log, readModel, trust, signal: this.#stopping.signal },
        onProgress: (progress) => (this.#view = { ...this.#view, progress }),
      });
      this.#view = { ...this.#view, state: 'done', report };
      for (const { message } of report.findings) this.#logger.error(`Verification: ${message}`);
    } catch (error) {
      this.#view = { ...this.#view, state: 'failed', problem: error instanceof Error ? error.message : String(error) };
      this.#logger.error(`Verification: it could not be brought to an end: ${String(error)}`);
    }
  }
}
