import { Module } from '@nestjs/common';
import { KnownRunnersModule } from '../../shared/runners/known-runners.module.ts';
import { StoragesModule } from '../storages.module.ts';
import { ExpectedRuns } from './expected-runs.ts';
import { ExpectedRunsController } from './expected-runs.controller.ts';
import { FullDisk } from './full-disk.ts';
import { Retention } from './retention/retention.ts';
import { StorageController } from './storage.controller.ts';
import { StoredJobs } from './stored-jobs.ts';

/** Space that jobs take on disks, and for how long. */
@Module({
  imports: [KnownRunnersModule, StoragesModule],
  controllers: [ExpectedRunsController, StorageController],
  providers: [ExpectedRuns, FullDisk, Retention, StoredJobs],
})
export class StorageModule {}
