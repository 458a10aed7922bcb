import { Logger, Module } from '@nestjs/common';
import { PipelineFolders, Repositories } from '@reprise/pipelines';
import { KnownRunnersModule } from '../runners/known-runners.module.ts';
import { Runners } from '../runners/runners.ts';
import { SETTINGS } from '../servers/tokens.ts';
import type { GatewaySettings } from '../settings.ts';
import { InstalledPipelines } from './installed-pipelines.ts';

@Module({
  imports: [KnownRunnersModule],
  providers: [{ provide: InstalledPipelines, useFactory: installedPipelines, inject: [SETTINGS, Runners] }],
  exports: [InstalledPipelines],
})
export class InstalledPipelinesModule {}

function installedPipelines(settings: GatewaySettings, runners: Runners): InstalledPipelines {
  const logger = new Logger('Pipelines');
  const folders = new PipelineFolders(settings.pipelineFolders, ({ pipelines, broken }) => {
    for (const { file, field, reason } of broken) logger.error(`${file}${field ? `, ${field}` : ''}: ${reason}`);
    logger.log(`Loaded: ${pipelines.map(({ manifest }) => manifest.name).join(', ') || 'none'}`);
  });
  const pipelines = new InstalledPipelines(folders, settings, new Repositories(settings.repositories), () =>
    runners.capacity(Date.now()),
  );
  pipelines.fetchAll();
  return pipelines;
}
