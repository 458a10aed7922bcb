import { AutomaticResumeModule } from './automatic-resume/automatic-resume.module.ts';
import { CheckModule } from './command-handling/check.module.ts';
import { CommandsModule } from './command-handling/commands.module.ts';
import { JobFilesModule } from './files/job-files.module.ts';
import { JobLogModule } from './log/job-log.module.ts';
import { JobMetricsModule } from './metrics/job-metrics.module.ts';
import { PreviewModule } from './preview/preview.module.ts';
import { JobQueriesModule } from './queries/job-queries.module.ts';
import { SheetsModule } from './sheets/sheets.module.ts';
import { StorageModule } from './storage/storage.module.ts';
import { JobStreamModule } from './stream/job-stream.module.ts';

/** Features about jobs, in the order of their routes. `jobs/stream` comes before `jobs/:id`, which would match it. */
export const jobFeatures = [
  AutomaticResumeModule,
  CheckModule,
  SheetsModule,
  CommandsModule,
  JobStreamModule,
  JobQueriesModule,
  JobLogModule,
  JobFilesModule,
  PreviewModule,
  StorageModule,
  JobMetricsModule,
];
