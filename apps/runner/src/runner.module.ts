import { Module, type DynamicModule } from '@nestjs/common';
import { storageAnswers } from './answer-questions/storage-answers.ts';
import type { Identity } from './files/identity.ts';
import { Heartbeats } from './heartbeat/heartbeats.ts';
import { Leases } from './heartbeat/leases.ts';

/** What the runner answers and hears over core NATS. */
@Module({})
export class RunnerModule {
  static of(identity: Identity, dataDir: string, leases: Leases): DynamicModule {
    return {
      module: RunnerModule,
      controllers: [storageAnswers(identity.storage_id, dataDir), Heartbeats],
      providers: [{ provide: Leases, useValue: leases }],
    };
  }
}
