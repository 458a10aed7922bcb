import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { GATEWAY, GATEWAY_SOURCE } from '@reprise/contracts';
import { derivedId } from '@reprise/event-log';
import { automaticResume, reasonToResume, type Job, type JobCommand, type KnownJob } from '@reprise/job';
import { JobStore } from '@reprise/job-store';
import { FollowedLog } from '../../shared/servers/followed-log.ts';
import { ProjectorHost } from '../../shared/servers/projector-host.ts';
import { SETTINGS } from '../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../shared/settings.ts';
import { Storages } from '../storages.ts';
import { DueResumes } from './due-resumes.ts';

const EVERY_MS = 2_000;
/** Delay until a job with an unavailable work dir is checked again. */
const AGAIN_AFTER_MS = 60_000;

/**
 * Resumes failed jobs according to their policy, in the gateway that projects. Level-triggered: the code path is the
 * same after a missed end, after a restart, and when a different gateway takes over. The id of a resume is derived from
 * the job and the attempt, so that the log accepts it only once.
 */
@Injectable()
export class AutomaticResumes implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('AutomaticResumes');
  /** Times, by job id, at which jobs that cannot be resumed now are checked again. */
  #later = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #isUnderWay = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'approvals'>,
    private readonly due: DueResumes,
    private readonly store: JobStore,
    private readonly storages: Storages,
    private readonly log: FollowedLog,
    private readonly projector: ProjectorHost,
  ) {}

  onApplicationBootstrap(): void {
    // Submitted before approvals were required, so a second person resumes it.
    if (this.settings.approvals.commands.includes('resume')) return;
    this.#timer = setInterval(() => void (this.projector.signs && this.look(Date.now())), EVERY_MS).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  /** Resumes each due job. A failure does not delay the others. `now` is in milliseconds. */
  async look(now: number): Promise<void> {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    try {
      const due = await this.due.list();
      this.#later = new Map([...this.#later].filter(([, again]) => again > now));
      const jobs = due.filter(({ job_id }) => !this.#later.has(job_id));
      if (jobs.length > 0) await this.log.assertSame();
      await Promise.all(jobs.map((job) => this.#resume(job, now)));
    } catch (error) {
      this.#logger.warn(`Jobs were not resumed, trying again: ${String(error)}`);
    } finally {
      this.#isUnderWay = false;
    }
  }

  async #resume({ job_id, attempt, requested_by, correlation_id, traceparent }: Job, now: number): Promise<void> {
    const context = {
      id: derivedId('automatic resume', job_id, attempt),
      repeatable: true,
      actor: GATEWAY,
      source: GATEWAY_SOURCE,
      correlation_id,
      causation_id: requested_by,
      traceparent,
    };
    try {
      const handled = await this.store.handle(job_id, (known) => this.#command(known, attempt), context);
      if (handled.outcome === 'accepted' && !handled.repeated)
        this.#logger.log(`Job ${job_id}: attempt ${String(attempt + 1)} resumes it by its policy`);
    } catch (error) {
      this.#later.set(job_id, now + AGAIN_AFTER_MS);
      if (!(error instanceof NotDueError))
        this.#logger.warn(`Job ${job_id} was not resumed, trying again: ${String(error)}`);
    }
  }

  /** @throws NotDueError if a user was faster, or if the work dir is unavailable */
  async #command({ state }: KnownJob, attempt: number): Promise<JobCommand> {
    if (state.status !== 'failed' || state.attempt !== attempt) throw new NotDueError();
    const work_dir = await this.storages.workDirOf(state);
    const resume = automaticResume(state, work_dir);
    if (resume?.state !== 'due') throw new NotDueError();
    return { name: 'resume', reason: reasonToResume(resume), work_dir };
  }
}

class NotDueError extends Error {
  override readonly name = 'NotDueError';
}
