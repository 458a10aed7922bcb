import { Logger, Module } from '@nestjs/common';
import type { ClientProxy } from '@nestjs/microservices';
import { PipelineFolders, Repositories } from '@reprise/pipelines';
import { KnownRunnersModule } from '../runners/known-runners.module.ts';
import { Runners } from '../runners/runners.ts';
import { SERVICES, SETTINGS } from '../servers/tokens.ts';
import type { GatewaySettings } from '../settings.ts';
import { InstalledPipelines } from './installed-pipelines.ts';
import { TaskAccess } from './task-access.ts';

@Module({
  imports: [KnownRunnersModule],
  providers: [{ provide: InstalledPipelines, useFactory: installedPipelines, inject: [SETTINGS, Runners, SERVICES] }],
  exports: [InstalledPipelines],
})
export class InstalledPipelinesModule {}

function installedPipelines(settings: GatewaySettings, runners: Runners, services: ClientProxy): InstalledPipelines {
  const logger = new Logger('Pipelines');
  const folders = new PipelineFolders(settings.pipelineFolders, ({ pipelines, broken }) => {
    for (const { file, field, reason } of broken) logger.error(`${file}${field ? `, ${field}` : ''}: ${reason}`);
    logger.log(`Loaded: ${pipelines.map(({ manifest }) => manifest.name).join(', ') || 'none'}`);
  });
  const pipelines = new InstalledPipelines(
    folders,
    settings,
    new Repositories(settings.repositories),
    () => runners.capacity(Date.now()),
    new TaskAccess(runners, services),
    () => runners.nextflowVersions(Date.now()),
  );
  // Requests that need them wait; the gateway serves meanwhile.
  pipelines.fetchAll().catch((error: unknown) => logger.error(error));
  return pipelines;
}
