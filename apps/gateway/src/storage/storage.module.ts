import { Module } from '@nestjs/common';
import { Storages } from '../jobs/storages.ts';
import { KnownRunnersModule } from '../shared/runners/known-runners.module.ts';
import { Retention } from './retention/retention.ts';
import { StorageController } from './storage.controller.ts';
import { StoredJobs } from './stored-jobs.ts';

/** Storage: what is on it, and what retention rules delete. */
@Module({
  imports: [KnownRunnersModule],
  controllers: [StorageController],
  providers: [Retention, Storages, StoredJobs],
})
export class StorageModule {}
