import { Module } from '@nestjs/common';
import { InstalledPipelinesModule } from '../../shared/pipelines/installed-pipelines.module.ts';
import { CheckController } from './check.controller.ts';

/** Checks of a submission before it is sent. */
@Module({ imports: [InstalledPipelinesModule], controllers: [CheckController] })
export class CheckModule {}
