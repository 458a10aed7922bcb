import { Module } from '@nestjs/common';
import { BatchesController } from './batches.controller.ts';

/** Batches of jobs. */
@Module({ controllers: [BatchesController] })
export class BatchesModule {}
