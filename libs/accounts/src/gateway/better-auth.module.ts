import { Module, type FactoryProvider } from '@nestjs/common';
import type { ReadModel } from '@reprise/read-model';
import { SETTINGS, WRITE_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import type { GatewaySettings } from '@reprise/gateway/shared/settings.ts';
import { AccountIdentities } from './auth/account-identities.ts';
import { AccessEndings } from './auth/access-endings.ts';
import { AuthCalls } from './auth/auth-calls.ts';
import { AuthHost } from './better-auth/auth-host.ts';
import { FirstPasskeys } from './auth/first-passkeys.ts';
import { SessionAge } from './auth/session-age.ts';
import { SignInLimits } from './auth/sign-in-limits.ts';
import { SignInRecords } from './auth/sign-in-records.ts';
import { TokenIdentities } from './auth/token-identities.ts';
import { UsedCodes } from './auth/used-codes.ts';
import { openAccessDatabase } from './database/access-database.ts';
import { AccountChanges } from './records/account-changes.ts';
import { Outbox } from './records/outbox.ts';

const host: FactoryProvider<AuthHost> = {
  provide: AuthHost,
  useFactory: (writeModel: ReadModel, settings: GatewaySettings) =>
    new AuthHost(openAccessDatabase(writeModel), settings),
  inject: [WRITE_MODEL, SETTINGS],
};

const shared = [
  ...[AuthCalls, SessionAge, SignInLimits, AccountIdentities, FirstPasskeys, UsedCodes],
  ...[AccountChanges, SignInRecords],
];

/** The accounts library, with limits, identities and records of its changes. */
@Module({ providers: [host, ...shared, AccessEndings, Outbox, TokenIdentities], exports: [AuthHost, ...shared] })
export class BetterAuthModule {}
