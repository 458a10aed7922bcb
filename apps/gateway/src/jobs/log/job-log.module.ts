import { Module } from '@nestjs/common';
import { StoragesModule } from '../storages.module.ts';
import { JobLogController } from './job-log.controller.ts';
import { JobLogs } from './job-logs.ts';

/** Logs of attempts. */
@Module({ imports: [StoragesModule], controllers: [JobLogController], providers: [JobLogs] })
export class JobLogModule {}
