import { Module } from '@nestjs/common';
import { InstalledPipelinesModule } from '../../shared/pipelines/installed-pipelines.module.ts';
import { KnownRunnersModule } from '../../shared/runners/known-runners.module.ts';
import { CommandsModule } from '../command-handling/commands.module.ts';
import { JobQueriesModule } from '../queries/job-queries.module.ts';
import { StoragesModule } from '../storages.module.ts';
import { CommandPreviews } from './command-previews.ts';
import { PreviewsController } from './previews.controller.ts';
import { RunPreviews } from './run-previews.ts';

/** Previews of commands, and of the tasks that a resume or restart would run again. */
@Module({
  imports: [CommandsModule, InstalledPipelinesModule, JobQueriesModule, KnownRunnersModule, StoragesModule],
  controllers: [PreviewsController],
  providers: [CommandPreviews, RunPreviews],
  exports: [CommandPreviews],
})
export class PreviewModule {}
