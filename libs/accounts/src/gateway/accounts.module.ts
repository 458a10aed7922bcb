import { Module } from '@nestjs/common';
import { AccountController } from './account/account.controller.ts';
import { CredentialsController } from './account/credentials.controller.ts';
import { Credentials } from './account/credentials.ts';
import { OwnAccount } from './account/own-account.ts';
import { OwnSessions } from './account/own-sessions.ts';
import { SignOutEverywhereController } from './account/sign-out.controller.ts';
import { Accounts } from './accounts/accounts.ts';
import { Users } from './accounts/users.ts';
import { BetterAuthModule } from './better-auth.module.ts';
import { AccountConfirmations } from './confirm/account-confirmations.ts';
import { ConfirmPerson } from './confirm/confirm-person.ts';
import { ConfirmController } from './confirm/confirm.controller.ts';
import { DeviceSignIns } from './devices/device-sign-ins.ts';
import { DevicesController } from './devices/devices.controller.ts';
import { AcceptedLinks } from './invites/accepted-links.ts';
import { InvitesController } from './invites/invites.controller.ts';
import { OneTimeLinks } from './invites/one-time-links.ts';
import { DirectorySignIns } from './oidc/directory-sign-ins.ts';
import { DirectorySignOuts } from './oidc/directory-sign-outs.ts';
import { DirectoryController } from './oidc/directory.controller.ts';
import { FirstAdminController } from './sign-in/first-admin.controller.ts';
import { SignInController } from './sign-in/sign-in.controller.ts';
import { SignIns } from './sign-in/sign-ins.ts';
import { ApiTokens } from './tokens/api-tokens.ts';
import { TokensController } from './tokens/tokens.controller.ts';
import { UsersController } from './users/users.controller.ts';

/** Sign-ins, accounts, invites, tokens, and the directory of the organization. */
@Module({
  imports: [BetterAuthModule],
  controllers: [
    ...[SignInController, FirstAdminController, InvitesController, ConfirmController, UsersController],
    ...[TokensController, AccountController, CredentialsController, SignOutEverywhereController],
    ...[DirectoryController, DevicesController],
  ],
  providers: [
    ...[Accounts, Users, SignIns, AcceptedLinks, OneTimeLinks, AccountConfirmations, ConfirmPerson, ApiTokens],
    ...[Credentials, OwnAccount, OwnSessions, DirectorySignIns, DirectorySignOuts, DeviceSignIns],
  ],
  exports: [AccountConfirmations],
})
export class AccountsModule {}
