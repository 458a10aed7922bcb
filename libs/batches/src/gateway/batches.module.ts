import { Module } from '@nestjs/common';
import { JobFilesModule } from '@reprise/gateway/jobs';
import { InstalledPipelinesModule } from '@reprise/gateway/shared/pipelines/installed-pipelines.module.ts';
import { BatchFilesController } from './batch-files.controller.ts';
import { BatchResults } from './batch-results.ts';
import { BatchesController } from './batches.controller.ts';

/** Batches of jobs. */
@Module({
  imports: [InstalledPipelinesModule, JobFilesModule],
  controllers: [BatchesController, BatchFilesController],
  providers: [BatchResults],
})
export class BatchesModule {}
