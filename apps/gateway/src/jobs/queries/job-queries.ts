import { Inject, Injectable } from '@nestjs/common';
import type { AttemptView, HistoryEntry, JobView, Page, TaskView } from '@reprise/contracts';
import type { PageQuery, Parsed } from '@reprise/contracts/http';
import { selectTasks } from '@reprise/contracts/select-tasks';
import type { jobRoutes } from '@reprise/contracts/routes';
import { isOpen, type Job } from '@reprise/job';
import {
  lastSeq,
  listAttempts,
  listHistory,
  listTasks,
  pageOfList,
  readJob,
  readJobAsOf,
  readJobState,
  type JobAsOf,
  type ReadModel,
} from '@reprise/read-model';
import { ProblemException, jobNotFound } from '../../shared/http/problem.ts';
import { READ_MODEL } from '../../shared/servers/tokens.ts';
import { Storages } from '../storages.ts';

type JobQuery = Partial<Parsed<typeof jobRoutes.show>['query']>;
type AttemptsQuery = Parsed<typeof jobRoutes.attempts>['query'];
type TasksQuery = Parsed<typeof jobRoutes.tasks>['query'];

/** Reads one job and its parts. @throws ProblemException 404 if the job or event does not exist */
@Injectable()
export class JobQueries {
  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly storages: Storages,
  ) {}

  async show(jobId: string, { as_of }: JobQuery): Promise<JobView> {
    if (as_of !== undefined) return (await this.asOf(jobId, as_of)).job;
    const state = await this.find(jobId);
    // Whether the work dir exists is only relevant if the job could be resumed, or restarted from a step.
    const workDir = !isOpen(state) ? await this.storages.workDirOf(state) : 'unknown';
    return (await readJob(this.readModel, jobId, workDir)) ?? throwUnknown(jobId);
  }

  async history(jobId: string, page: PageQuery): Promise<Page<HistoryEntry>> {
    await this.find(jobId);
    return listHistory(this.readModel, jobId, page);
  }

  async attempts(jobId: string, { as_of, ...page }: AttemptsQuery): Promise<Page<AttemptView>> {
    if (as_of !== undefined) return pageOfList((await this.asOf(jobId, as_of)).attempts, page);
    await this.find(jobId);
    return pageOfList(await listAttempts(this.readModel, jobId), page);
  }

  /** A past state is always read completely. Without a limit, it is also returned completely. */
  async tasks(jobId: string, { as_of, attempt, ...query }: TasksQuery): Promise<Page<TaskView>> {
    if (as_of !== undefined) {
      const { tasks } = await this.asOf(jobId, as_of);
      const shown = attempt === undefined ? tasks : tasks.filter((task) => task.attempt === attempt);
      return pageOfList(selectTasks(shown, query), query);
    }
    await this.find(jobId);
    return listTasks(this.readModel, jobId, { attempt, ...query });
  }

  /** Returns the state of a job that exists. */
  async find(jobId: string): Promise<Job> {
    const { state } = await readJobState(this.readModel, jobId);
    return state.status === 'unknown' ? throwUnknown(jobId) : state;
  }

  /** Returns a job as it was after an event. */
  private async asOf(jobId: string, seq: number): Promise<JobAsOf> {
    const last = await lastSeq(this.readModel);
    const past = seq > last ? null : await readJobAsOf(this.readModel, jobId, seq);
    if (past) return past;
    await this.find(jobId);
    if (seq > last) throw new ProblemException(404, `There is no event ${seq} yet: the last one is ${last}.`);
    throw new ProblemException(404, `This job was not submitted yet at event ${seq}.`);
  }
}

function throwUnknown(jobId: string): never {
  throw jobNotFound(jobId);
}
