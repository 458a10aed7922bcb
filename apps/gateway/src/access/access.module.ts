import { Global, Module, type FactoryProvider } from '@nestjs/common';
import type { ReadModel } from '@reprise/read-model';
import { PeopleDirectory } from '../shared/access/people-directory.ts';
import { Identities } from '../shared/auth/identities.ts';
import { SETTINGS, WRITE_MODEL } from '../shared/servers/tokens.ts';
import type { GatewaySettings } from '../shared/settings.ts';
import { Confirmations } from '../shared/auth/confirmations.ts';
import { AccountController } from './account/account.controller.ts';
import { CredentialsController } from './account/credentials.controller.ts';
import { Credentials } from './account/credentials.ts';
import { OwnAccount } from './account/own-account.ts';
import { OwnSessions } from './account/own-sessions.ts';
import { SignOutEverywhereController } from './account/sign-out.controller.ts';
import { AccountIdentities } from './auth/account-identities.ts';
import { AuthCalls } from './auth/auth-calls.ts';
import { AuthHost } from './auth/auth-host.ts';
import { FirstPasskeys } from './auth/first-passkeys.ts';
import { SessionAge } from './auth/session-age.ts';
import { SignInLimits } from './auth/sign-in-limits.ts';
import { SignInRecords } from './auth/sign-in-records.ts';
import { UsedCodes } from './auth/used-codes.ts';
import { TokenIdentities } from './auth/token-identities.ts';
import { AccountConfirmations } from './confirm/account-confirmations.ts';
import { ConfirmController } from './confirm/confirm.controller.ts';
import { ConfirmPerson } from './confirm/confirm-person.ts';
import { openAccessDatabase } from './database/access-database.ts';
import { AcceptedLinks } from './invites/accepted-links.ts';
import { DeviceSignIns } from './devices/device-sign-ins.ts';
import { DevicesController } from './devices/devices.controller.ts';
import { InvitesController } from './invites/invites.controller.ts';
import { OneTimeLinks } from './invites/one-time-links.ts';
import { DirectoryController } from './oidc/directory.controller.ts';
import { DirectorySignIns } from './oidc/directory-sign-ins.ts';
import { DirectorySignOuts } from './oidc/directory-sign-outs.ts';
import { AccountPeople } from './people/account-people.ts';
import { PeopleController } from './people/people.controller.ts';
import { AccountChanges } from './records/account-changes.ts';
import { Outbox } from './records/outbox.ts';
import { FirstAdminController } from './sign-in/first-admin.controller.ts';
import { SignInController } from './sign-in/sign-in.controller.ts';
import { SignIns } from './sign-in/sign-ins.ts';
import { ApiTokens } from './tokens/api-tokens.ts';
import { TokensController } from './tokens/tokens.controller.ts';
import { Accounts } from './users/accounts.ts';
import { UsersController } from './users/users.controller.ts';
import { Users } from './users/users.ts';

const host: FactoryProvider<Promise<AuthHost>> = {
  provide: AuthHost,
  useFactory: async (writeModel: ReadModel, settings: GatewaySettings) =>
    new AuthHost(await openAccessDatabase(writeModel), settings),
  inject: [WRITE_MODEL, SETTINGS],
};

/** People: how they sign in, their accounts, and the tokens of their programs. Who asks is found out for all features. */
@Global()
@Module({
  controllers: [
    ...[SignInController, FirstAdminController, InvitesController, ConfirmController],
    ...[PeopleController, UsersController, TokensController],
    ...[AccountController, CredentialsController, SignOutEverywhereController],
    ...[DirectoryController, DevicesController],
  ],
  providers: [
    ...[host, AuthCalls, SessionAge, SignInLimits, TokenIdentities, AccountIdentities, SignInRecords],
    { provide: Identities, useExisting: AccountIdentities },
    { provide: PeopleDirectory, useClass: AccountPeople },
    { provide: Confirmations, useExisting: AccountConfirmations },
    ...[Accounts, SignIns, Users, OneTimeLinks, ApiTokens],
    ...[AcceptedLinks, AccountChanges, FirstPasskeys, Outbox, UsedCodes],
    ...[OwnAccount, OwnSessions, Credentials, DirectorySignIns, DirectorySignOuts, DeviceSignIns],
    ...[ConfirmPerson, AccountConfirmations],
  ],
  exports: [Identities, Confirmations, PeopleDirectory],
})
export class AccessModule {}
