import { Module } from '@nestjs/common';
import { BetterAuthModule } from '../better-auth.module.ts';
import { Accounts } from './accounts.ts';
import { Users } from './users.ts';

/** The accounts, and changes to them by an admin. */
@Module({ imports: [BetterAuthModule], providers: [Accounts, Users], exports: [Accounts, Users] })
export class AccountsModule {}
