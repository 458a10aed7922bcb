import { Module } from '@nestjs/common';
import { InstalledPipelinesModule } from '../../shared/pipelines/installed-pipelines.module.ts';
import { JobFilesModule } from '../files/job-files.module.ts';
import { JobQueriesModule } from '../queries/job-queries.module.ts';
import { CrateController } from './crate.controller.ts';
import { JobCrates } from './job-crates.ts';

/** RO-Crates of attempts. */
@Module({
  imports: [InstalledPipelinesModule, JobFilesModule, JobQueriesModule],
  controllers: [CrateController],
  providers: [JobCrates],
})
export class CrateModule {}
