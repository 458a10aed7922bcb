import { AccessModule } from './access.module.ts';
import { AccountModule } from './account/account.module.ts';
import { ConfirmModule } from './confirm/confirm.module.ts';
import { DevicesModule } from './devices/devices.module.ts';
import { InvitesModule } from './invites/invites.module.ts';
import { DirectoryModule } from './oidc/directory.module.ts';
import { PeopleModule } from './people/people.module.ts';
import { SignInModule } from './sign-in/sign-in.module.ts';
import { TokensModule } from './tokens/tokens.module.ts';
import { UsersModule } from './users/users.module.ts';

/** Features about people, in the order of their routes: how they sign in, their accounts, and the tokens of their programs. */
export const accessFeatures = [
  AccessModule,
  SignInModule,
  InvitesModule,
  ConfirmModule,
  PeopleModule,
  UsersModule,
  TokensModule,
  AccountModule,
  DirectoryModule,
  DevicesModule,
];
