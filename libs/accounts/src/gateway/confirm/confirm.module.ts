import { Module } from '@nestjs/common';
import { BetterAuthModule } from '../better-auth.module.ts';
import { SignInModule } from '../sign-in/sign-in.module.ts';
import { AccountConfirmations } from './account-confirmations.ts';
import { ConfirmController } from './confirm.controller.ts';
import { ConfirmPerson } from './confirm-person.ts';

/** New sign-ins of people who are signed in, as a signature needs one. */
@Module({
  imports: [BetterAuthModule, SignInModule],
  controllers: [ConfirmController],
  providers: [AccountConfirmations, ConfirmPerson],
  exports: [AccountConfirmations],
})
export class ConfirmModule {}
