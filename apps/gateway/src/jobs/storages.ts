import { Inject, Injectable } from '@nestjs/common';
import type { ClientProxy } from '@nestjs/microservices';
import {
  CleanPreview,
  JobUsage,
  RedoResponse,
  ResultPartResponse,
  ResultsResponse,
  SizesResponse,
  TextResponse,
  TimeLimitsResponse,
  WorkDirResponse,
  cleanPlanSubject,
  isUrl,
  redoSubject,
  resultPartSubject,
  resultsSubject,
  sizesSubject,
  textSubject,
  timeLimitsSubject,
  usageSubject,
  workDirSubject,
  type CleanPlanRequest,
  type CleanTarget,
  type RedoRequest,
  type ResultPartRequest,
  type ResultsRequest,
  type TextRequest,
  type TimeLimitsRequest,
  type UsageRequest,
  type WorkDirRequest,
} from '@reprise/contracts';
import { leftOn, storageOf, type Job, type JobState } from '@reprise/job';
import { firstValueFrom, timeout } from 'rxjs';
import type { z } from 'zod';
import { unavailable } from '../shared/http/problem.ts';
import { SERVICES } from '../shared/servers/tokens.ts';

/** For a busy runner; where none listens, NATS says so at once. */
const TIMEOUTS_MS = { workDir: 10_000, text: 5_000, results: 10_000, redo: 10_000 };

const NOTHING: JobUsage = { results: { files: 0, bytes: 0 }, work_dir: { files: 0, bytes: 0 }, complete: true };

const NOTHING_TO_CLEAN = {
  ...{ paths: [], files: 0, bytes: 0, linked: 0, remote: null },
  ...{ resume_possible: false, complete: true },
};

/** Answer where no runner with the files of a job does. */
export const filesAway = () =>
  unavailable('The runner that keeps these results does not answer now. Try again when it is back.', 5);

/** Storages of the runners, which are asked over NATS. An answer holds only for the moment. */
@Injectable()
export class Storages {
  constructor(@Inject(SERVICES) private readonly services: ClientProxy) {}

  /** Whether a resume would find the job's work dir; unknown where it never ran, no runner with that storage answers, or it is in an object store. */
  async workDirOf(state: JobState): Promise<'present' | 'absent' | 'unknown'> {
    if (state.status === 'unknown' || !state.last_run || state.cleaned) return 'unknown';
    const { storage_id, work_dir } = state.last_run;
    if (isUrl(work_dir)) return 'unknown';
    const asked: WorkDirRequest = { job_id: state.job_id, work_dir };
    const answer = await this.ask(workDirSubject(storage_id), asked, WorkDirResponse, TIMEOUTS_MS.workDir);
    return answer?.work_dir ?? 'unknown';
  }

  /**
   * Lists what a restart from a step, or a resume where that is null, would run again. Returns null where the job has no
   * work dir that a runner could look into, or none answers.
   */
  async redo(
    { job_id, attempt, last_run, cleaned }: Job,
    { step, search }: Pick<RedoRequest, 'step' | 'search'>,
  ): Promise<RedoResponse | null> {
    if (!last_run || cleaned || isUrl(last_run.work_dir)) return null;
    const { storage_id, work_dir } = last_run;
    const asked: RedoRequest = { job_id, attempt, work_dir, step, search };
    return this.ask(redoSubject(storage_id), asked, RedoResponse, TIMEOUTS_MS.redo);
  }

  /** Returns null where no runner with that storage answers. */
  readText(storageId: string, asked: TextRequest): Promise<TextResponse | null> {
    return this.ask(textSubject(storageId), asked, TextResponse, TIMEOUTS_MS.text);
  }

  /** Returns null where no runner with that storage answers. */
  listResults(storageId: string, asked: ResultsRequest): Promise<ResultsResponse | null> {
    return this.ask(resultsSubject(storageId), asked, ResultsResponse, TIMEOUTS_MS.results);
  }

  /** Returns null where no runner with that storage answers. */
  readResult(storageId: string, asked: ResultPartRequest): Promise<ResultPartResponse | null> {
    return this.ask(resultPartSubject(storageId), asked, ResultPartResponse, TIMEOUTS_MS.results);
  }

  /** Counts the files that a rerun would delete. Returns null where no runner with that storage answers. */
  async usageOf(job: Job): Promise<JobUsage | null> {
    const storageId = job.last_run?.storage_id ?? job.results_on;
    if (storageId === null) return NOTHING;
    const asked: UsageRequest = { job_id: job.job_id, work_dir: job.launch?.work_dir ?? null };
    return this.ask(usageSubject(storageId), asked, JobUsage, TIMEOUTS_MS.results);
  }

  /**
   * Asks what a clean would delete. Returns null where no runner with that storage answers.
   * @param left storage on which a rerun left files, which are meant then
   */
  async planClean(job: Job, what: CleanTarget, left?: string): Promise<CleanPreview | null> {
    const storageId = left ?? storageOf(job);
    const leftBy = left === undefined ? undefined : leftOn(job, left)?.attempt;
    if (storageId === null || (left !== undefined && leftBy === undefined)) return { what, ...NOTHING_TO_CLEAN };
    const session = Number(job.last_run?.work_dir.split('/').at(-1)) || null;
    const asked: CleanPlanRequest = {
      ...{ job_id: job.job_id, work_dir: job.launch?.work_dir ?? null, what, session },
      is_work_cleaned: job.cleaned !== null,
      ...(leftBy !== undefined && { left_by: leftBy }),
    };
    return this.ask(cleanPlanSubject(storageId), asked, CleanPreview, TIMEOUTS_MS.results);
  }

  /** Returns the time limits of running steps; null where no runner with that storage answers. */
  timeLimits(storageId: string, asked: TimeLimitsRequest): Promise<TimeLimitsResponse | null> {
    return this.ask(timeLimitsSubject(storageId), asked, TimeLimitsResponse, TIMEOUTS_MS.text);
  }

  /** Returns the sizes of the jobs on a storage as they were measured; null where no runner with it answers. */
  async sizesOn(storageId: string): Promise<SizesResponse | null> {
    const sizes: SizesResponse['sizes'] = [];
    for (let after: string | null = null; ; after = sizes.at(-1)?.job_id ?? null) {
      const part = await this.ask(sizesSubject(storageId), { after }, SizesResponse, TIMEOUTS_MS.text);
      if (part === null) return null;
      sizes.push(...part.sizes);
      if (!part.more || part.sizes.length === 0) return { ...part, sizes, more: false };
    }
  }

  private async ask<S extends z.ZodType>(
    pattern: string,
    data: object,
    answer: S,
    withinMs: number,
  ): Promise<z.infer<S> | null> {
    try {
      return answer.parse(await firstValueFrom(this.services.send<unknown>(pattern, data).pipe(timeout(withinMs))));
    } catch {
      return null;
    }
  }
}
