import { Module } from '@nestjs/common';
import { InstalledPipelinesModule } from '@reprise/gateway/shared/pipelines/installed-pipelines.module.ts';
import { JobFilesModule, JobQueriesModule } from '@reprise/gateway/jobs';
import { CrateController } from './crate.controller.ts';
import { JobCrates } from './job-crates.ts';

/** RO-Crates of attempts. */
@Module({
  imports: [InstalledPipelinesModule, JobFilesModule, JobQueriesModule],
  controllers: [CrateController],
  providers: [JobCrates],
})
export class CrateModule {}
