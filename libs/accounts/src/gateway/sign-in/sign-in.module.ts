import { Module } from '@nestjs/common';
import { BetterAuthModule } from '../better-auth.module.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { FirstAdminController } from './first-admin.controller.ts';
import { SignInController } from './sign-in.controller.ts';
import { SignIns } from './sign-ins.ts';

/** Sign-ins, also of the first admin. */
@Module({
  imports: [AccountsModule, BetterAuthModule],
  controllers: [SignInController, FirstAdminController],
  providers: [SignIns],
  exports: [SignIns],
})
export class SignInModule {}
