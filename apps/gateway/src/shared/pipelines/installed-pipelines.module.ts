import { Logger, Module } from '@nestjs/common';
import type { ClientProxy } from '@nestjs/microservices';
import { PipelineFolders, Repositories, type Pipeline } from '@reprise/pipelines';
import { KnownRunnersModule } from '../runners/known-runners.module.ts';
import { Runners } from '../runners/runners.ts';
import { SERVICES, SETTINGS } from '../servers/tokens.ts';
import type { GatewaySettings } from '../settings.ts';
import { compileDoubt } from './compile-doubt.ts';
import { executorDoubts } from './executor-doubts.ts';
import { InstalledPipelines } from './installed-pipelines.ts';
import { ScriptChecks } from './script-checks.ts';
import { TaskAccess } from './task-access.ts';

@Module({
  imports: [KnownRunnersModule],
  providers: [
    { provide: ScriptChecks, useFactory: scriptChecks, inject: [Runners, SERVICES] },
    {
      provide: InstalledPipelines,
      useFactory: installedPipelines,
      inject: [SETTINGS, Runners, SERVICES, ScriptChecks],
    },
  ],
  exports: [InstalledPipelines, ScriptChecks],
})
export class InstalledPipelinesModule {}

const logger = new Logger('Pipelines');

function scriptChecks(runners: Runners, services: ClientProxy): ScriptChecks {
  return new ScriptChecks(runners, services, (name, check) => logger.warn(`${name} ${compileDoubt(check) ?? ''}`));
}

function installedPipelines(
  settings: GatewaySettings,
  runners: Runners,
  services: ClientProxy,
  scripts: ScriptChecks,
): InstalledPipelines {
  let before: readonly Pipeline[] | null = null;
  const folders = new PipelineFolders(settings.pipelineFolders, ({ pipelines, broken }) => {
    // Pipelines that exist when the gateway starts are compiled on the first request.
    for (const pipeline of before ? pipelines.filter((each) => !before?.includes(each)) : [])
      void scripts.askUsual(pipeline);
    before = pipelines;
    for (const { file, field, reason } of broken) logger.error(`${file}${field ? `, ${field}` : ''}: ${reason}`);
    logger.log(`Loaded: ${pipelines.map(({ manifest }) => manifest.name).join(', ') || 'none'}`);
  });
  const access = new TaskAccess(runners, services);
  const pipelines = new InstalledPipelines(
    folders,
    settings,
    new Repositories(settings.repositories),
    () => runners.capacity(Date.now()),
    {
      doubts: async (pipeline, reads, launch) => [
        ...scripts.doubts(pipeline, launch),
        ...(await executorDoubts(pipeline, launch, runners.list(Date.now()))),
        ...(await access.doubts(pipeline, reads)),
      ],
    },
    () => runners.nextflowVersions(Date.now()),
  );
  // Requests that need them wait. Apart from that, the gateway is available.
  pipelines.fetchAll().catch((error: unknown) => logger.error(error));
  return pipelines;
}
