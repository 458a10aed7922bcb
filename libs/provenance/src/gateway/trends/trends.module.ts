import { Module } from '@nestjs/common';
import { TrendsController } from './trends.controller.ts';

/** Trends of pipelines. */
@Module({ controllers: [TrendsController] })
export class TrendsModule {}
