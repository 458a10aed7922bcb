import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { commandRights, commands, denialOf, type CommandAccepted } from '@reprise/contracts';
import { JobCommandRequest, type BodyOf } from '@reprise/gateway/jobs';
import { derivedId, LogUnavailableError, StreamChangedError } from '@reprise/event-log';
import { readChosen, readJob, type ChosenJob, type ReadModel } from '@reprise/read-model';
import { PeopleDirectory, withNamed } from '@reprise/gateway/shared/access/people-directory.ts';
import type { Caller } from '@reprise/gateway/shared/http/caller.ts';
import { commandIds } from '@reprise/gateway/shared/http/command-ids.ts';
import { problemOf } from '@reprise/gateway/shared/http/problem-of.ts';
import { ProblemException, wrongFields } from '@reprise/gateway/shared/http/problem.ts';
import { READ_MODEL, SETTINGS } from '@reprise/gateway/shared/servers/tokens.ts';
import type { GatewaySettings } from '@reprise/gateway/shared/settings.ts';
import type { BulkBody, BulkView } from '../contract/index.ts';
import { bodyForMany } from './body-for-many.ts';
import { BulkRun, type BulkTarget, type Sent } from './bulk-run.ts';
import { listChanged, tooManyBulks, unknownBulk } from './problems.ts';

/** Runs under way at once in this gateway, and finished ones that are remembered. */
const MAX_UNFINISHED = 3;
const REMEMBERED = 100;
/** End of the message of a refusal that is caused by the status of a failed or cancelled job. */
const FAILED_STATUS = 'with status: failed';

type CheckedBody = BodyOf<BulkBody['command']>;

/**
 * Commands for many jobs. Each job is handled as if the command had been sent to it alone, and its events are the only
 * record. A run and its progress exist only in memory, and are lost when the gateway ends.
 */
@Injectable()
export class BulkRuns implements OnApplicationShutdown {
  readonly #runs = new Map<string, BulkRun>();
  readonly #sending = new Set<Promise<void>>();
  #isStopping = false;

  constructor(
    private readonly commands: CommandBus,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'reasonRequired'>,
    private readonly people: PeopleDirectory,
  ) {}

  /**
   * Starts a run, or returns the run with the same `Idempotency-Key`.
   * @throws ProblemException 422 for an invalid body; 429 for too many runs
   */
  async start(body: BulkBody, caller: Caller): Promise<BulkView> {
    const ids = commandIds(caller, 'POST /api/jobs/bulk', body);
    const earlier = this.#runs.get(ids.id);
    if (earlier) return again(earlier, ids.causation_id);
    const checked = this.#check(body, caller);
    const targets = await this.#targetsOf(body);
    const bodies = { given: checked, sent: await bodyForMany(this.readModel, checked, targets) };
    // If two concurrent requests have the same key, the second one finds the run of the first.
    const meanwhile = this.#runs.get(ids.id);
    if (meanwhile) return again(meanwhile, ids.causation_id);
    if ([...this.#runs.values()].filter(({ isFinished }) => !isFinished).length >= MAX_UNFINISHED) throw tooManyBulks();
    const { actor, correlation_id } = caller;
    const run = new BulkRun(ids, { actor, correlation_id, started_at: new Date().toISOString() }, body, targets);
    this.#remember(ids.id, run);
    const sending = run.send(
      (target) => this.#sendOne(body.command, target, bodies, callerFor(caller, target)),
      () => this.#isStopping,
    );
    this.#sending.add(sending);
    void sending.finally(() => this.#sending.delete(sending));
    return run.view();
  }

  /** @throws ProblemException 404 */
  find(bulkId: string): BulkRun {
    const run = this.#runs.get(bulkId);
    if (!run) throw unknownBulk(bulkId);
    return run;
  }

  /** Waits until running commands have ended. The rest is not sent. */
  async onApplicationShutdown(): Promise<void> {
    this.#isStopping = true;
    await Promise.all(this.#sending);
  }

  /** @throws ProblemException 403 if the role does not allow the command; 422 if its body is invalid */
  #check({ command, body }: BulkBody, { role, principal }: Caller): CheckedBody {
    const denial = role && denialOf(commandRights[command], role, principal?.kind, principal?.personRole);
    if (denial) throw new ProblemException(403, denial);
    const { success, data, error } = commands[command].body.schema.safeParse(body);
    if (!success)
      throw wrongFields(
        error.issues.map(({ path, message }) => ({ field: ['body', ...path.map(String)].join('.'), message })),
      );
    if (this.settings.reasonRequired.includes(command) && !data.reason)
      throw wrongFields([{ field: 'body.reason', message: `is required to ${command} a job` }]);
    return data;
  }

  /** Commands are accepted without the database. Only the names are then missing, unless a filter must be checked. */
  async #targetsOf({ job_ids, filter }: BulkBody): Promise<BulkTarget[]> {
    const ids = [...new Set(job_ids)];
    const named = filter && (await withNamed(this.people, filter));
    const jobs = await readChosen(this.readModel, ids, named).catch((error: unknown) => {
      if (filter) throw error;
      return new Map<string, ChosenJob>();
    });
    return ids.map((job_id) => {
      const job = jobs.get(job_id);
      return { job_id, sample_name: job?.sample_name ?? null, hasLeft: job?.matches === false };
    });
  }

  async #sendOne(
    command: BulkBody['command'],
    { job_id, sample_name, hasLeft }: BulkTarget,
    { given, sent }: { readonly given: CheckedBody; readonly sent: CheckedBody },
    caller: Caller,
  ): Promise<Sent> {
    try {
      const part = { given, problem: hasLeft ? listChanged() : null };
      const one = new JobCommandRequest(command, job_id, sent, caller, undefined, part);
      const answer = await this.commands.execute<JobCommandRequest, CommandAccepted>(one);
      const { message: detail, seq, approval_id } = answer;
      const outcome = approval_id === undefined ? 'accepted' : 'waiting';
      return { result: { job_id, sample_name, outcome, status: 202, detail, seq }, isLogAway: false };
    } catch (error) {
      const problem = problemOf(error);
      const status = problem.getStatus();
      const detail = await this.#shownDetail(problem.detail, job_id);
      const outcome = status >= 500 ? 'failed' : 'refused';
      const isLogAway = error instanceof LogUnavailableError || error instanceof StreamChangedError;
      return { result: { job_id, sample_name, outcome, status, detail, seq: null }, isLogAway };
    }
  }

  /** Returns a refusal that says cancelled for a cancelled job, because the API has one status for both. */
  async #shownDetail(detail: string, jobId: string): Promise<string> {
    if (!detail.endsWith(FAILED_STATUS)) return detail;
    const job = await readJob(this.readModel, jobId).catch(() => null); // the status is then the API's
    return job?.failure?.cause === 'cancelled' ? detail.replace(/failed$/, 'cancelled') : detail;
  }

  /** Forgets the oldest finished runs above a limit. */
  #remember(id: string, run: BulkRun): void {
    this.#runs.set(id, run);
    for (const [key, old] of this.#runs) {
      if (this.#runs.size <= REMEMBERED) return;
      if (old.isFinished) this.#runs.delete(key);
    }
  }
}

/** @throws ProblemException 422 if the key was used with a different body */
function again(run: BulkRun, causationId: string): BulkView {
  if (run.ids.causation_id !== causationId)
    throw wrongFields([{ field: 'Idempotency-Key', message: 'was used before with another body' }]);
  return run.view();
}

/** The caller with a key for this job, because a repeated bulk command is the same command for each job. */
function callerFor(caller: Caller, { job_id }: BulkTarget): Caller {
  const { idempotency_key: key } = caller;
  return key === undefined ? caller : { ...caller, idempotency_key: derivedId('bulk', key, job_id) };
}
