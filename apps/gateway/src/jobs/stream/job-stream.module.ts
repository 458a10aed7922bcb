import { Module } from '@nestjs/common';
import { JobStreamController } from './job-stream.controller.ts';

/** The stream of changed jobs. */
@Module({ controllers: [JobStreamController] })
export class JobStreamModule {}
