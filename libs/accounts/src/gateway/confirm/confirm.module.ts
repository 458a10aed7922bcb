import { Module } from '@nestjs/common';
import { BetterAuthModule } from '../better-auth.module.ts';
import { SignInModule } from '../sign-in/sign-in.module.ts';
import { AccountConfirmations } from './account-confirmations.ts';
import { ConfirmController } from './confirm.controller.ts';
import { ConfirmPerson } from './confirm-person.ts';

/** Repeated authentication of signed-in users, as required for a signature. */
@Module({
  imports: [BetterAuthModule, SignInModule],
  controllers: [ConfirmController],
  providers: [AccountConfirmations, ConfirmPerson],
  exports: [AccountConfirmations],
})
export class ConfirmModule {}
