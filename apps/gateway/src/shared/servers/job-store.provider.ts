import type { FactoryProvider } from '@nestjs/common';
import type { EventLog } from '@reprise/event-log';
import { nothingKnown } from '@reprise/job';
import { JobStore, LoggedJobStates } from '@reprise/job-store';
import { isDatabaseAway, readJobState, type ReadModel } from '@reprise/read-model';
import { EVENT_LOG, READ_MODEL } from './tokens.ts';

export const jobStoreProvider: FactoryProvider<JobStore> = {
  provide: JobStore,
  useFactory: (log: EventLog, readModel: ReadModel) =>
    new JobStore(log, new LoggedJobStates(log, snapshotOf(readModel))),
  inject: [EVENT_LOG, READ_MODEL],
};

/** Without the database a job's whole history is folded instead: a cancel must not wait for it. */
const snapshotOf = (readModel: ReadModel) => (jobId: string) =>
  readJobState(readModel, jobId).catch((error: unknown) => {
    if (isDatabaseAway(error)) return nothingKnown;
    throw error;
  });
