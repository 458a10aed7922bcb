import { type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { noIsolation } from '@reprise/nextflow';
import { Repositories, type Pipeline } from '@reprise/pipelines';
import { Runner } from './runner.ts';
import type { Connections } from './base/connections.ts';
import { InstalledNextflows } from './base/installed-nextflows.ts';
import { RunnerModule } from './runner.module.ts';
import type { RunnerOptions } from './base/runner-options.ts';

type Given = Pick<Connections, 'log' | 'services'> & {
  readonly options: Pick<RunnerOptions, 'dataDir'> & Partial<RunnerOptions>;
  readonly pipelines?: readonly Pipeline[];
  readonly logger?: Partial<LoggerService>;
};

const silent = { log: () => undefined, warn: () => undefined, error: () => undefined };

/** A runner in this process, which Nest wires with the test's connections. */
export async function wireRunner({ log, services, options, pipelines = [], logger }: Given) {
  const parts = {
    log,
    services,
    pipelines: async () => pipelines,
    options: {
      identity: { runner_id: 'runner-a', storage_id: 'storage-a' },
      environment: {},
      nextflows: new InstalledNextflows([{ version: '24.10.0', launcher: 'none' }]),
      cgroup: 'off' as const,
      isolation: noIsolation(),
      graceMs: 1_000,
      slots: 2,
      leaseMs: 15_000,
      variables: {},
      takesConfig: true,
      missingPipeline: async (name: string) => `There is no pipeline ${name}.`,
      repositories: new Repositories({ folder: `${options.dataDir}/git`, hosts: [], offline: true }),
      diskReserve: 0,
      inputRoots: [],
      samplesRoot: '/none/samples',
      simulated: false,
      ...options,
    },
  };
  const context = await NestFactory.createApplicationContext(RunnerModule.of(parts), {
    logger: { ...silent, ...logger },
    abortOnError: false,
  });
  return { start: () => context.get(Runner).start(), stop: () => context.close() };
}
export type WiredRunner = Awaited<ReturnType<typeof wireRunner>>;
