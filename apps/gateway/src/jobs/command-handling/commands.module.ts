import { Module } from '@nestjs/common';
import { CommandAnswers } from '../../shared/commands/command-answers.ts';
import { CommandBusModule } from '../../shared/commands/command-bus.module.ts';
import { InstalledPipelinesModule } from '../../shared/pipelines/installed-pipelines.module.ts';
import { QueueLookUps } from '../command-requests/queue-look-ups.ts';
import { StoragesModule } from '../storages.module.ts';
import { CommandsController } from './commands.controller.ts';
import { JobCommandHandler } from './job-command.handler.ts';
import { SignatureProofs } from '../command-requests/signature-proofs.ts';
import { LookUpSources } from '../command-requests/look-up.ts';
import { CommandPolicy } from '../policy/command-policy.ts';

/** Commands for jobs: routes, permissions and lookups. */
@Module({
  imports: [CommandBusModule, InstalledPipelinesModule, StoragesModule],
  controllers: [CommandsController],
  providers: [CommandAnswers, CommandPolicy, JobCommandHandler, LookUpSources, QueueLookUps, SignatureProofs],
  exports: [LookUpSources],
})
export class CommandsModule {}
