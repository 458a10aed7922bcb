import { Module } from '@nestjs/common';
import { StoragesModule } from '../storages.module.ts';
import { JobExecutorsController } from './job-executors.controller.ts';
import { JobGraphController } from './job-graph.controller.ts';
import { JobQueries } from './job-queries.ts';
import { JobsController } from './jobs.controller.ts';

/** Lists of jobs, and the views of a single job. */
@Module({
  imports: [StoragesModule],
  controllers: [JobsController, JobExecutorsController, JobGraphController],
  providers: [JobQueries],
  exports: [JobQueries],
})
export class JobQueriesModule {}
