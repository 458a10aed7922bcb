import { Module } from '@nestjs/common';
import { BetterAuthModule } from '../better-auth.module.ts';
import { SignInModule } from '../sign-in/sign-in.module.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { DirectoryController } from './directory.controller.ts';
import { DirectorySignIns } from './directory-sign-ins.ts';
import { DirectorySignOuts } from './directory-sign-outs.ts';

/** Sign-ins and sign-outs by the directory of the organisation. */
@Module({
  imports: [AccountsModule, BetterAuthModule, SignInModule],
  controllers: [DirectoryController],
  providers: [DirectorySignIns, DirectorySignOuts],
})
export class DirectoryModule {}
