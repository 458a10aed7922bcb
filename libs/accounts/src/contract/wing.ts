import type { ContractWing } from '@reprise/contracts/for-wings';
import { accountEvents } from './events.ts';
import { accountRoutes } from './routes/account.ts';
import { confirmRoutes } from './routes/confirm.ts';
import { credentialRoutes } from './routes/credentials.ts';
import { deviceRoutes } from './routes/devices.ts';
import { firstAdminRoutes } from './routes/first-admin.ts';
import { inviteRoutes } from './routes/invites.ts';
import { SIGNING_IN } from './routes/rights.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { userRoutes } from './routes/users.ts';
import { AccountSession } from './views/account.ts';
import { TokenView } from './views/token.ts';
import { OpenInvite } from './views/user.ts';

/** People: how they sign in, their accounts, and the tokens of their programs. */
export const accounts = {
  accessEvents: accountEvents,
  routes: {
    account: accountRoutes,
    confirm: confirmRoutes,
    credentials: credentialRoutes,
    devices: deviceRoutes,
    firstAdmin: firstAdminRoutes,
    invites: inviteRoutes,
    signIn: signInRoutes,
    tokens: tokenRoutes,
    users: userRoutes,
  },
  undocumentedRights: {
    'GET /api/sign-in/oidc': SIGNING_IN,
    'GET /api/auth/callback/oidc': SIGNING_IN,
    'POST /api/auth/backchannel-logout': SIGNING_IN,
  },
  schemas: { OpenInvite, Token: TokenView, AccountSession },
} as const satisfies ContractWing;
