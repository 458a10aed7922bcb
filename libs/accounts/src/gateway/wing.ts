import type { GatewayWing } from '@reprise/gateway/shared/wing.ts';
import { AccessModule } from './access.module.ts';
import { AccountModule } from './account/account.module.ts';
import { ConfirmModule } from './confirm/confirm.module.ts';
import { migrateAccess } from './database/access-database.ts';
import { DevicesModule } from './devices/devices.module.ts';
import { InvitesModule } from './invites/invites.module.ts';
import { DirectoryModule } from './oidc/directory.module.ts';
import { SignInModule } from './sign-in/sign-in.module.ts';
import { TokensModule } from './tokens/tokens.module.ts';
import { UsersModule } from './users/users.module.ts';

/** Where the organization's directory posts a form, as in OpenID Connect. */
const BACKCHANNEL_LOGOUT = '/auth/backchannel-logout';

/** People: how they sign in, their accounts, and the tokens of their programs. */
export const accounts = {
  people: AccessModule,
  modules: [
    SignInModule,
    InvitesModule,
    ConfirmModule,
    UsersModule,
    TokensModule,
    AccountModule,
    DirectoryModule,
    DevicesModule,
  ],
  openPaths: ['/sign-in', '/invites', '/resets', '/auth/callback', BACKCHANNEL_LOGOUT],
  formPaths: [BACKCHANNEL_LOGOUT],
  migrate: migrateAccess,
} satisfies GatewayWing;
