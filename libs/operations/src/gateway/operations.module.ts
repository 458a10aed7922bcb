import { Module } from '@nestjs/common';
import { KnownRunnersModule } from '@reprise/gateway/shared/runners/known-runners.module.ts';
import { OperationsController } from './operations.controller.ts';
import { RunnerMeasurements } from './runner-measurements.ts';

/** Figures for operators over time, and the measurements of runners that they need. */
@Module({ imports: [KnownRunnersModule], controllers: [OperationsController], providers: [RunnerMeasurements] })
export class OperationsModule {}
