import { Module } from '@nestjs/common';
import { CommandBusModule } from '../../shared/commands/command-bus.module.ts';
import { SecondPerson } from '../command-requests/second-person.ts';
import { ApprovalRequests } from './approval-requests.ts';
import { Approvals } from './approvals.ts';
import { ApprovalsController } from './approvals.controller.ts';
import { Decisions } from './decisions.ts';
import { ApprovalExpiry } from './expiry.ts';

/** Approvals of commands by a second person. */
@Module({
  imports: [CommandBusModule],
  controllers: [ApprovalsController],
  providers: [ApprovalExpiry, Approvals, Decisions, { provide: SecondPerson, useClass: ApprovalRequests }],
  exports: [SecondPerson],
})
export class ApprovalsModule {}
