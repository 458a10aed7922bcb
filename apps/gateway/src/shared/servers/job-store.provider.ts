import type { FactoryProvider } from '@nestjs/common';
import type { EventLog } from '@reprise/event-log';
import { nothingKnown, unusedQueue } from '@reprise/job';
import { JobStore, LoggedJobStates, QueueStore } from '@reprise/job-store';
import { isDatabaseAway, readJobState, readQueueState, type ReadModel } from '@reprise/read-model';
import { EVENT_LOG, READ_MODEL } from './tokens.ts';

export const jobStoreProvider: FactoryProvider<JobStore> = {
  provide: JobStore,
  useFactory: (log: EventLog, readModel: ReadModel) => new JobStore(log, statesOf(log, readModel)),
  inject: [EVENT_LOG, READ_MODEL],
};

export const queueStoreProvider: FactoryProvider<QueueStore> = {
  provide: QueueStore,
  useFactory: (log: EventLog, readModel: ReadModel) => new QueueStore(log, statesOf(log, readModel)),
  inject: [EVENT_LOG, READ_MODEL],
};

/**
 * While the database is unavailable, the complete history of a job or queue is folded instead, because a cancel must
 * not wait for the database.
 */
const statesOf = (log: EventLog, readModel: ReadModel) =>
  new LoggedJobStates(
    log,
    (jobId) => readJobState(readModel, jobId).catch(whereDatabaseIsAway(nothingKnown)),
    (name) => readQueueState(readModel, name).catch(whereDatabaseIsAway(unusedQueue)),
  );

const whereDatabaseIsAway =
  <T>(value: T) =>
  (error: unknown): T => {
    if (isDatabaseAway(error)) return value;
    throw error;
  };
