import { Module } from '@nestjs/common';
import { CommandBusModule } from '../../shared/commands/command-bus.module.ts';
import { JobQueriesModule } from '../queries/job-queries.module.ts';
import { StoragesModule } from '../storages.module.ts';
import { BulkController } from './bulk.controller.ts';
import { BulkRuns } from './bulk-runs.ts';
import { CleanPreviewsController } from './preview/clean-previews.controller.ts';

/** One command to many jobs. */
@Module({
  imports: [CommandBusModule, JobQueriesModule, StoragesModule],
  controllers: [BulkController, CleanPreviewsController],
  providers: [BulkRuns],
})
export class BulkModule {}
