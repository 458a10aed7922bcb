import { Module } from '@nestjs/common';
import { BetterAuthModule } from '../better-auth.module.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { AccountController } from './account.controller.ts';
import { CredentialsController } from './credentials.controller.ts';
import { Credentials } from './credentials.ts';
import { OwnAccount } from './own-account.ts';
import { OwnSessions } from './own-sessions.ts';
import { SignOutEverywhereController } from './sign-out.controller.ts';

/** A person's own account: names, ways to sign in, sessions. */
@Module({
  imports: [AccountsModule, BetterAuthModule],
  controllers: [AccountController, CredentialsController, SignOutEverywhereController],
  providers: [Credentials, OwnAccount, OwnSessions],
})
export class AccountModule {}
