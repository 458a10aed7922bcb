import { Module, type DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { storageAnswers } from './questions/storage-answers.ts';
import type { Identity } from './runner-identity.ts';
import { heartbeats } from './heartbeat/heartbeats.controller.ts';
import type { Leases } from './heartbeat/leases.ts';

export interface RunnerModuleOptions {
  readonly identity: Identity;
  readonly dataDir: string;
  readonly leases: Leases;
  readonly logLevel: string;
}

/** What the runner answers and hears over core NATS. */
@Module({})
export class RunnerModule {
  static of({ identity, dataDir, leases, logLevel }: RunnerModuleOptions): DynamicModule {
    return {
      module: RunnerModule,
      imports: [LoggerModule.forRoot({ pinoHttp: { level: logLevel, base: { runner_id: identity.runner_id } } })],
      controllers: [storageAnswers(identity.storage_id, dataDir), heartbeats(leases, dataDir)],
    };
  }
}
