import { Logger, Module } from '@nestjs/common';
import { loadPipelines, Repositories } from '@reprise/pipelines';
import { SETTINGS } from '../servers/tokens.ts';
import type { GatewaySettings } from '../settings.ts';
import { InstalledPipelines } from './installed-pipelines.ts';

@Module({
  providers: [{ provide: InstalledPipelines, useFactory: installedPipelines, inject: [SETTINGS] }],
  exports: [InstalledPipelines],
})
export class InstalledPipelinesModule {}

function installedPipelines({ pipelineFolders, repositories, ...rules }: GatewaySettings): InstalledPipelines {
  const loaded = loadPipelines(pipelineFolders);
  const logger = new Logger('Pipelines');
  for (const { file, field, reason } of loaded.broken) logger.error(`${file}${field ? `, ${field}` : ''}: ${reason}`);
  logger.log(`Loaded: ${loaded.pipelines.map(({ manifest }) => manifest.name).join(', ') || 'none'}`);
  const pipelines = new InstalledPipelines(loaded, rules, new Repositories(repositories));
  // Beside the start: a repository may be far away.
  void pipelines.fetch();
  return pipelines;
}
