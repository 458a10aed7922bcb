import { Module } from '@nestjs/common';
import { JobQueriesModule, PreviewModule } from '@reprise/gateway/jobs';
import { CommandBusModule } from '@reprise/gateway/shared/commands/command-bus.module.ts';
import { BulkController } from './bulk.controller.ts';
import { BulkRuns } from './bulk-runs.ts';
import { CleanPreviewsController } from './clean-previews.controller.ts';

/** One command for many jobs. */
@Module({
  imports: [CommandBusModule, JobQueriesModule, PreviewModule],
  controllers: [BulkController, CleanPreviewsController],
  providers: [BulkRuns],
})
export class BulkModule {}
