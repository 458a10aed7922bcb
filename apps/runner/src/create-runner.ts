import { join } from 'node:path';
import { Module, type DynamicModule, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { findExecutors } from '@reprise/executors';
import { isKeptFromNextflow, PipelineFolders, Repositories } from '@reprise/pipelines';
import { proveStorage } from '@reprise/secret-files';
import { logStream } from '@reprise/settings/log-stream';
import { Logger, LoggerModule, PinoLogger } from 'nestjs-pino';
import { childEnvironment } from './attempt/child-environment.ts';
import { enterablePath } from './attempt/enterable-path.ts';
import { isolateTasks } from './isolate-tasks.ts';
import { readNextflows } from './base/installed-nextflows.ts';
import { readRunnerIdentity } from './base/runner-identity.ts';
import { pipelineParents, samplesRoot, type RunnerSettings } from './base/settings.ts';
import { CloseRunnerConnections, connect, natsOptions } from './base/connections.ts';
import { RunnerModule, type RunnerParts } from './runner.module.ts';

@Module({})
class AppModule {
  static of(parts: RunnerParts, logLevel: string): DynamicModule {
    const pinoHttp = { level: logLevel, base: { runner_id: parts.options.identity.runner_id }, stream: logStream() };
    return {
      module: AppModule,
      imports: [LoggerModule.forRoot({ pinoHttp }), RunnerModule.of(parts)],
      providers: [CloseRunnerConnections],
    };
  }
}

/**
 * Connects to the servers and builds the whole runner. The runner answers requests after `listen`, and acts on jobs
 * after `Runner.start`.
 */
export async function createRunner(settings: RunnerSettings): Promise<INestMicroservice> {
  const { REPRISE_DATA_DIR: dataDir } = settings;
  const identity = readRunnerIdentity(dataDir, settings.REPRISE_RUNNER_ID);
  const name = `runner ${identity.runner_id}`;
  const isolation = await isolateTasks(settings);
  const offline = settings.REPRISE_OFFLINE === 'on';
  const path = await enterablePath(process.env['PATH'], isolation);
  const environment = childEnvironment(
    {
      ...process.env,
      ...(path && { PATH: path.value }),
      ...isolation.environment,
      // It belongs to the runner, and other users may not use it.
      ...(isolation.kind === 'user' && { XDG_RUNTIME_DIR: undefined }),
    },
    { offline, pluginsDir: settings.REPRISE_PLUGINS_DIR },
  );
  const { nextflows, warnings: ofNextflows } = await readNextflows(settings, environment, isolation);
  const parents = pipelineParents(settings);
  const folders = new PipelineFolders(parents);
  const { broken } = await folders.current();
  const options = {
    storageProof: proveStorage(dataDir, identity),
    dataDir,
    identity,
    environment,
    nextflows,
    variables: process.env,
    repositories: new Repositories({ folder: join(dataDir, 'git'), hosts: settings.REPRISE_GIT_HOSTS, offline }),
    missingPipeline: (name: string) => folders.whyMissing(name, 'This runner'),
    takesConfig: settings.REPRISE_EXTRA_CONFIG === 'on',
    isolation,
    cgroup: settings.REPRISE_CGROUP,
    graceMs: settings.REPRISE_CANCEL_GRACE,
    slots: settings.REPRISE_RUNNER_SLOTS,
    leaseMs: settings.REPRISE_RUNNER_LEASE,
    inputRoots: settings.REPRISE_INPUT_ROOTS,
    samplesRoot: samplesRoot(settings),
    diskReserve: settings.REPRISE_DISK_RESERVE,
    simulated: /simulated/i.test(nextflows.default.version),
    findExecutors: () =>
      findExecutors(environment, {
        prefix: isolation.prefix({ cwd: join(dataDir, 'jobs') }),
        inNamespace: isolation.kind === 'namespace',
      }),
  };
  const { warnings, ...connections } = await connect(settings, name);
  const parts = {
    ...connections,
    pipelines: async () => (await folders.current()).pipelines,
    options,
  };
  const app = await NestFactory.createMicroservice(AppModule.of(parts, settings.REPRISE_LOG_LEVEL), {
    ...natsOptions(settings, name),
    bufferLogs: true,
  });
  const logger = new Logger(await app.resolve(PinoLogger), {});
  app.useLogger(logger);
  for (const each of [...ofNextflows, ...isolation.warnings, ...warnings]) logger.warn(each);
  if (path?.left.length) logger.log(`PATH of tasks is without ${path.left.join(', ')}, which they may not enter`);
  const kept = Object.keys(process.env).filter(isKeptFromNextflow);
  if (kept.length)
    logger.warn(`Not passed to Nextflow, because it would hide tasks or leave them alive: ${kept.join(', ')}`);
  for (const { file, field, reason } of broken) logger.warn(`${file}${field ? `, ${field}` : ''}: ${reason}`);
  return app;
}
