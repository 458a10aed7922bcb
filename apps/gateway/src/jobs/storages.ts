import { Inject, Injectable } from '@nestjs/common';
import type { ClientProxy } from '@nestjs/microservices';
import { EmptyResponseException } from '@nestjs/microservices/errors/empty-response.exception.js';
import {
  CleanPreview,
  ExecutorListings,
  JobUsage,
  RedoResponse,
  ResultPartResponse,
  ResultsResponse,
  SizesResponse,
  StepLinksResponse,
  TextResponse,
  TimeLimitsResponse,
  WorkDirResponse,
  cleanPlanSubject,
  executorsSubject,
  isUrl,
  redoSubject,
  resultPartSubject,
  resultsSubject,
  sizesSubject,
  stepLinksSubject,
  textSubject,
  timeLimitsSubject,
  usageSubject,
  workDirSubject,
  type CleanPlanRequest,
  type CleanTarget,
  type ExecutorsRequest,
  type RedoRequest,
  type ResultPartRequest,
  type ResultsRequest,
  type RunnerPlace,
  type StepLinksRequest,
  type TextRequest,
  type TimeLimitsRequest,
  type UsageRequest,
  type WorkDirRequest,
} from '@reprise/contracts';
import { leftOn, type Job, type JobState } from '@reprise/job';
import { firstValueFrom, timeout } from 'rxjs';
import type { z } from 'zod';
import { unavailable } from '../shared/http/problem.ts';
import { RunnerStates } from '../shared/runners/runner-states.ts';
import { Runners } from '../shared/runners/runners.ts';
import { SERVICES } from '../shared/servers/tokens.ts';

/**
 * Timeouts for a busy runner. If no runner is listening, NATS reports that immediately. A cluster has 10 s to answer.
 */
const TIMEOUTS_MS = { workDir: 10_000, text: 5_000, results: 10_000, redo: 10_000, executors: 12_000 };

const NOTHING: JobUsage = { results: { files: 0, bytes: 0 }, work_dir: { files: 0, bytes: 0 }, complete: true };

const NOTHING_TO_CLEAN = {
  paths: [],
  files: 0,
  bytes: 0,
  linked: 0,
  remote: null,
  resume_possible: false,
  complete: true,
};

/** Response if no runner with the files of a job answers. */
export const filesAway = () =>
  unavailable('The runner that keeps these results does not answer now. Try again when it is back.', 5);

/** A storage id, and the runner that recorded its files, if there is one. */
interface StoragePlace {
  readonly storage_id: string;
  readonly runner_id?: string | undefined;
}

/** Storage of the runners, queried over NATS. Answers are only valid at that moment. */
@Injectable()
export class Storages {
  constructor(
    @Inject(SERVICES) private readonly services: ClientProxy,
    private readonly runners: Runners,
    private readonly states: RunnerStates,
  ) {}

  /**
   * Returns whether a resume would find the job's work dir. Unknown if the job never ran, if no runner with its storage
   * answers, or if the work dir is in an object store.
   */
  async workDirOf(state: JobState): Promise<'present' | 'absent' | 'unknown'> {
    if (state.status === 'unknown' || !state.last_run || state.cleaned) return 'unknown';
    const { last_run } = state;
    const { work_dir } = last_run;
    if (isUrl(work_dir)) return 'unknown';
    const asked: WorkDirRequest = { job_id: state.job_id, work_dir };
    const answer = await this.ask(last_run, workDirSubject, asked, WorkDirResponse, TIMEOUTS_MS.workDir);
    return answer?.work_dir ?? 'unknown';
  }

  /**
   * Lists the tasks that would run again in a restart from a step or, if the step is null, in a resume. Returns null if
   * there is no work dir to inspect, or if no runner answers.
   */
  async redo(
    { job_id, attempt, last_run, cleaned }: Job,
    asks: Pick<RedoRequest, 'step' | 'search' | 'uncached'>,
  ): Promise<RedoResponse | null> {
    if (!last_run || cleaned || isUrl(last_run.work_dir)) return null;
    const asked: RedoRequest = { job_id, attempt, work_dir: last_run.work_dir, ...asks };
    return this.ask(last_run, redoSubject, asked, RedoResponse, TIMEOUTS_MS.redo);
  }

  /**
   * Reads which steps feed each other from the job's work dir. Returns null if there is no work dir to inspect, or if no
   * runner answers.
   */
  async stepLinks({ job_id, attempt, last_run, cleaned }: Job): Promise<StepLinksResponse | null> {
    if (!last_run || cleaned || isUrl(last_run.work_dir)) return null;
    const asked: StepLinksRequest = { job_id, attempt, work_dir: last_run.work_dir };
    return this.ask(last_run, stepLinksSubject, asked, StepLinksResponse, TIMEOUTS_MS.redo);
  }

  /** Returns null if no runner with that storage answers. */
  readText(place: StoragePlace, asked: TextRequest): Promise<TextResponse | null> {
    return this.ask(place, textSubject, asked, TextResponse, TIMEOUTS_MS.text);
  }

  /** Returns null if no runner with that storage answers. */
  listResults(place: StoragePlace, asked: ResultsRequest): Promise<ResultsResponse | null> {
    return this.ask(place, resultsSubject, asked, ResultsResponse, TIMEOUTS_MS.results);
  }

  /** Returns null if no runner with that storage answers. */
  readResult(place: StoragePlace, asked: ResultPartRequest): Promise<ResultPartResponse | null> {
    return this.ask(place, resultPartSubject, asked, ResultPartResponse, TIMEOUTS_MS.results);
  }

  /** Counts the files that a rerun would delete. Returns null if no runner with that storage answers. */
  async usageOf(job: Job): Promise<JobUsage | null> {
    const place = placeOf(job);
    if (place === null) return NOTHING;
    const asked: UsageRequest = { job_id: job.job_id, work_dir: job.launch?.work_dir ?? null };
    return this.ask(place, usageSubject, asked, JobUsage, TIMEOUTS_MS.results);
  }

  /**
   * Asks which files a clean would delete. Returns null if no runner with that storage answers.
   * @param left storage with files that a rerun left behind; the request is then restricted to them
   */
  async planClean(job: Job, what: CleanTarget, left?: string): Promise<CleanPreview | null> {
    const place = left === undefined ? placeOf(job) : (leftOn(job, left) ?? null);
    const leftBy = left === undefined ? undefined : leftOn(job, left)?.attempt;
    if (place === null) return { what, ...NOTHING_TO_CLEAN };
    const session = Number(job.last_run?.work_dir.split('/').at(-1)) || null;
    const asked: CleanPlanRequest = {
      job_id: job.job_id,
      work_dir: job.launch?.work_dir ?? null,
      what,
      session,
      is_work_cleaned: job.cleaned !== null,
      ...(leftBy !== undefined && { left_by: leftBy }),
    };
    return this.ask(place, cleanPlanSubject, asked, CleanPreview, TIMEOUTS_MS.results);
  }

  /** Returns the time limits of running steps; null if no runner with that storage answers. */
  timeLimits(place: StoragePlace, asked: TimeLimitsRequest): Promise<TimeLimitsResponse | null> {
    return this.ask(place, timeLimitsSubject, asked, TimeLimitsResponse, TIMEOUTS_MS.text);
  }

  /** Lists the live tasks of an attempt on other machines; null if no runner with its storage answers. */
  async executors({ job_id, attempt, launch, last_run }: Job): Promise<ExecutorListings | null> {
    if (!last_run) return { executors: [] };
    const asked: ExecutorsRequest = { job_id, attempt, work_dir: launch?.work_dir ?? null };
    return this.ask(last_run, executorsSubject, asked, ExecutorListings, TIMEOUTS_MS.executors);
  }

  /** Returns the measured sizes of the jobs in this storage; null if no runner with it answers. */
  async sizesOn(storageId: string): Promise<SizesResponse | null> {
    const sizes: SizesResponse['sizes'] = [];
    for (let after: string | null = null; ; after = sizes.at(-1)?.job_id ?? null) {
      const part = await this.ask({ storage_id: storageId }, sizesSubject, { after }, SizesResponse, TIMEOUTS_MS.text);
      if (part === null) return null;
      sizes.push(...part.sizes);
      if (!part.more || part.sizes.length === 0) return { ...part, sizes, more: false };
    }
  }

  /**
   * Asks the runner that recorded the files. If it is offline, asks the others with the same storage, one after
   * another.
   */
  private async ask<S extends z.ZodType>(
    { storage_id, runner_id }: StoragePlace,
    subjectOf: (place: RunnerPlace) => string,
    data: object,
    answer: S,
    withinMs: number,
  ): Promise<z.infer<S> | null> {
    for await (const id of this.#runnersOf(storage_id, runner_id))
      try {
        const pattern = subjectOf({ runner_id: id, storage_id });
        return answer.parse(await firstValueFrom(this.services.send<unknown>(pattern, data).pipe(timeout(withinMs))));
      } catch (error) {
        // No runner is listening, which NATS reports immediately.
        if (!(error instanceof EmptyResponseException)) return null;
      }
    return null;
  }

  /** The runner that recorded the files, if there is one, then the runners that prove that they have the storage. */
  async *#runnersOf(storageId: string, recordedBy: string | undefined): AsyncGenerator<string> {
    if (recordedBy !== undefined) yield recordedBy;
    const keys = await this.states.storageKeys();
    if (!keys) return;
    for (const id of this.runners.onStorage(storageId, Date.now(), keys.get(storageId)))
      if (id !== recordedBy) yield id;
  }
}

/** Storage with the files of a job, and the runner that recorded them. */
function placeOf(job: Job): StoragePlace | null {
  if (job.last_run) return job.last_run;
  return job.results_on === null ? null : { storage_id: job.results_on, runner_id: job.results_of?.runner_id };
}
