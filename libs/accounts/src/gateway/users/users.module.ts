import { Module } from '@nestjs/common';
import { InvitesModule } from '../invites/invites.module.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { UsersController } from './users.controller.ts';

/** Changes to accounts by admins. */
@Module({ imports: [AccountsModule, InvitesModule], controllers: [UsersController] })
export class UsersModule {}
