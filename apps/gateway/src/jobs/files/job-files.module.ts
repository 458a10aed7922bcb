import { Module } from '@nestjs/common';
import { InstalledPipelinesModule } from '../../shared/pipelines/installed-pipelines.module.ts';
import { KnownRunnersModule } from '../../shared/runners/known-runners.module.ts';
import { JobQueriesModule } from '../queries/job-queries.module.ts';
import { StoragesModule } from '../storages.module.ts';
import { JobFilesController } from './job-files.controller.ts';
import { JobFiles } from './job-files.ts';
import { JobUsageController } from './job-usage.controller.ts';
import { Results } from './results.ts';

/** Result files of attempts, and disk usage of jobs. */
@Module({
  imports: [InstalledPipelinesModule, JobQueriesModule, KnownRunnersModule, StoragesModule],
  controllers: [JobFilesController, JobUsageController],
  providers: [JobFiles, Results],
  exports: [JobFiles],
})
export class JobFilesModule {}
