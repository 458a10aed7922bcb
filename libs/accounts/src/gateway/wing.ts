import type { GatewayWing } from '@reprise/gateway/shared/wing.ts';
import { AccessModule } from './access.module.ts';
import { migrateAccess } from './database/access-database.ts';

/** Path to which the organization's directory posts a form, as OpenID Connect specifies. */
const BACKCHANNEL_LOGOUT = '/auth/backchannel-logout';

/** People: how they sign in, their accounts, and the tokens of their programs. */
export const accounts = {
  people: AccessModule,
  openPaths: ['/sign-in', '/invites', '/auth/callback', BACKCHANNEL_LOGOUT],
  formPaths: [BACKCHANNEL_LOGOUT],
  migrate: migrateAccess,
} satisfies GatewayWing;
