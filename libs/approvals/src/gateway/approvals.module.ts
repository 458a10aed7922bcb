import { Global, Module } from '@nestjs/common';
import { CommandBusModule } from '@reprise/gateway/shared/commands/command-bus.module.ts';
import { SecondPerson } from '@reprise/gateway/jobs';
import { ApprovalRequests } from './approval-requests.ts';
import { Approvals } from './records/approvals.ts';
import { ApprovalsController } from './approvals.controller.ts';
import { Decisions } from './decisions.ts';
import { ApprovalExpiry } from './records/expiry.ts';

/** Approval of commands by a second person. Global, so that held commands can use it. */
@Global()
@Module({
  imports: [CommandBusModule],
  controllers: [ApprovalsController],
  providers: [ApprovalExpiry, Approvals, Decisions, { provide: SecondPerson, useClass: ApprovalRequests }],
  exports: [SecondPerson],
})
export class ApprovalsModule {}
