import { Module } from '@nestjs/common';
import { BetterAuthModule } from '../better-auth.module.ts';
import { SignInModule } from '../sign-in/sign-in.module.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { AcceptedLinks } from './accepted-links.ts';
import { InvitesController } from './invites.controller.ts';
import { OneTimeLinks } from './one-time-links.ts';

/** One-time links: invitations, and password resets. */
@Module({
  imports: [AccountsModule, BetterAuthModule, SignInModule],
  controllers: [InvitesController],
  providers: [AcceptedLinks, OneTimeLinks],
  exports: [OneTimeLinks],
})
export class InvitesModule {}
