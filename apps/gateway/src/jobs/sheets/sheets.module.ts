import { Module } from '@nestjs/common';
import { CommandBusModule } from '../../shared/commands/command-bus.module.ts';
import { InstalledPipelinesModule } from '../../shared/pipelines/installed-pipelines.module.ts';
import { Samplesheets } from './samplesheets.ts';
import { SheetsController } from './sheets.controller.ts';

/** Samplesheets: check and submission. */
@Module({
  imports: [CommandBusModule, InstalledPipelinesModule],
  controllers: [SheetsController],
  providers: [Samplesheets],
})
export class SheetsModule {}
