import { Module } from '@nestjs/common';
import { KnownRunnersModule } from '../shared/runners/known-runners.module.ts';
import { Storages } from './storages.ts';

/** Storage of the runners, queried over NATS. */
@Module({ imports: [KnownRunnersModule], providers: [Storages], exports: [Storages] })
export class StoragesModule {}
