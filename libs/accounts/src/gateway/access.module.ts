import { Global, Module } from '@nestjs/common';
import { PeopleDirectory } from '@reprise/gateway/shared/access/people-directory.ts';
import { Confirmations } from '@reprise/gateway/shared/auth/confirmations.ts';
import { Identities } from '@reprise/gateway/shared/auth/identities.ts';
import { KnownRunnersModule } from '@reprise/gateway/shared/runners/known-runners.module.ts';
import { AccountsModule } from './accounts.module.ts';
import { AccountIdentities } from './auth/account-identities.ts';
import { BetterAuthModule } from './better-auth.module.ts';
import { AccountConfirmations } from './confirm/account-confirmations.ts';
import { AccountPeople } from './people/account-people.ts';

/** Authentication, people directory and recent sign-ins, for all features. */
@Global()
@Module({
  imports: [AccountsModule, BetterAuthModule, KnownRunnersModule],
  providers: [
    { provide: Identities, useExisting: AccountIdentities },
    { provide: PeopleDirectory, useClass: AccountPeople },
    { provide: Confirmations, useExisting: AccountConfirmations },
  ],
  exports: [Identities, Confirmations, PeopleDirectory],
})
export class AccessModule {}
