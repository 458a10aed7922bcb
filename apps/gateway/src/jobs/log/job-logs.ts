import { Inject, Injectable } from '@nestjs/common';
import { jobKindFilter, Sequence, type DataOf, type TextResponse } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import { readJobState, type ReadModel } from '@reprise/read-model';
import { z } from 'zod';
import { ProblemException, unavailable, jobNotFound } from '../../shared/http/problem.ts';
import { Storages } from '../storages.ts';
import { EVENT_LOG, READ_MODEL } from '../../shared/servers/tokens.ts';
import { AttemptParameter } from '../../shared/http/page-query.ts';

const MAX_BYTES = 256 * 1024;

export const LogQuery = z.strictObject({
  /** Default: the last one. */
  attempt: AttemptParameter,
  file: z
    .string()
    .regex(
      /^(nextflow|stdout|[0-9a-f]{2}\/[0-9a-f]{6}(-\d{1,9})?(\/command)?)$/,
      "must be nextflow, stdout, a task's hash, like ab/cdef12, or its command, like ab/cdef12/command",
    )
    .default('nextflow'),
  /** Bytes from the start; negative counts from the end. */
  offset: z.coerce.number().int().default(0),
  limit: z.coerce.number().int().min(1).max(MAX_BYTES).default(MAX_BYTES),
  min_seq: Sequence.optional(),
});
export type LogQuery = z.infer<typeof LogQuery>;

/** The log to download, whole. */
export const WholeLogQuery = LogQuery.omit({ offset: true, limit: true });
export type WholeLogQuery = z.infer<typeof WholeLogQuery>;

/** Reads logs of attempts and tasks from the runners that have them. */
@Injectable()
export class JobLogs {
  constructor(
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly storages: Storages,
  ) {}

  /** @throws ProblemException 404 job or attempt are unknown, 503 its runner does not answer */
  async read(jobId: string, query: LogQuery): Promise<TextResponse> {
    const { state } = await readJobState(this.readModel, jobId);
    if (state.status === 'unknown') throw jobNotFound(jobId);
    const { attempt = state.attempt, file, offset, limit } = query;
    if (attempt > state.attempt) throw new ProblemException(404, `This job has no attempt ${String(attempt)}.`);
    const started = await this.startOf(jobId, attempt);
    if (!started) return { text: '', next_offset: 0, size: 0 };
    const { work_dir } = started;
    const asked = { job_id: jobId, attempt, file, work_dir, offset, limit };
    const answer = await this.storages.readText(started, asked);
    if (answer) return answer;
    throw unavailable('The runner that keeps this log does not answer now. It is read again when that is back.', 5);
  }

  /** Reads a log to its end, part by part. @throws as `read` does, before the first part */
  async *readWhole(jobId: string, query: WholeLogQuery): AsyncGenerator<string> {
    for (let offset = 0, size = 1; offset < size;) {
      const part = await this.read(jobId, { ...query, offset, limit: MAX_BYTES });
      yield part.text;
      if (part.next_offset === offset) return;
      ({ next_offset: offset, size } = part);
    }
  }

  /** Returns the storage and the work dir of an attempt; null where it has not started. */
  private async startOf(
    jobId: string,
    attempt: number,
  ): Promise<Pick<DataOf<'attempt_started'>, 'runner_id' | 'storage_id' | 'work_dir'> | null> {
    for await (const { event } of this.log.read(jobKindFilter(jobId, 'life')))
      if (event?.type === 'attempt_started' && event.data.attempt === attempt) return event.data;
    return null;
  }
}
