import { Module } from '@nestjs/common';
import { JobQueriesModule } from '@reprise/gateway/jobs';
import { ResourcesController } from './resources.controller.ts';

/** Resources of the tasks of jobs. */
@Module({ imports: [JobQueriesModule], controllers: [ResourcesController] })
export class ResourcesModule {}
