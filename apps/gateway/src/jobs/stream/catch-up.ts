import type { MessageEvent } from '@nestjs/common';
import {
  historySince,
  jobsChangedSince,
  listTasks,
  queuesChangedSince,
  readJob,
  type ReadModel,
} from '@reprise/read-model';
import type { CatchUp } from './job-stream.ts';

const PAGE = 200;

/** Names the queues that changed. Its id is the previous one, because the jobs have not been sent yet. */
const queuesMessage = (names: readonly string[], before: number): MessageEvent[] =>
  names.length > 0 ? [{ type: 'queues', id: String(before), data: { names: [...new Set(names)] } }] : [];

/** Reads the queues and every job that changed after the sequence. Jobs are in the order of their last sequence. */
export const allJobs = (readModel: ReadModel): CatchUp =>
  async function* (after, until) {
    yield queuesMessage(await queuesChangedSince(readModel, after), after);
    for (let from = after; from < until;) {
      const jobs = await jobsChangedSince(readModel, from, PAGE);
      yield [
        ...queuesMessage(
          jobs.map(({ queue }) => queue),
          from,
        ),
        ...jobs.map((job): MessageEvent => ({ type: 'job', id: String(job.last_seq), data: job })),
      ];
      if (jobs.length < PAGE) return;
      from = jobs.at(-1)?.last_seq ?? until;
    }
  };

/**
 * Reads one job: its new history and, if it changed, all tasks of its attempt and the job itself. A listener that
 * disconnects in between continues from its place in the history. The job's last sequence is sent only with the job,
 * because a listener that already has that sequence gets no tasks. Approvals are history entries that do not change the
 * job.
 */
export const oneJob = (readModel: ReadModel, jobId: string): CatchUp =>
  async function* (after, until) {
    const job = after < until ? await readJob(readModel, jobId) : null;
    if (!job) return;
    const isChanged = job.last_seq > after;
    const before = job.last_seq - 1;
    const idOf = (seq: number) => String(isChanged ? Math.min(seq, before) : seq);
    for (let from = after; ;) {
      const entries = await historySince(readModel, jobId, from, PAGE);
      yield entries.map((entry): MessageEvent => ({ type: 'history', id: idOf(entry.seq), data: entry }));
      if (entries.length < PAGE) break;
      from = entries.at(-1)?.seq ?? until;
    }
    if (!isChanged) return;
    for (let cursor: string | undefined; ;) {
      const tasks = await listTasks(readModel, jobId, { limit: PAGE, cursor, attempt: job.attempt });
      yield tasks.items.map((task): MessageEvent => ({ type: 'task', id: String(before), data: task }));
      if (tasks.next_cursor === null) break;
      cursor = tasks.next_cursor;
    }
    yield [{ type: 'job', id: String(Math.max(until, job.last_seq)), data: job }];
  };
