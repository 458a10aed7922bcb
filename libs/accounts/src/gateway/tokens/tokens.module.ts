import { Module } from '@nestjs/common';
import { BetterAuthModule } from '../better-auth.module.ts';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { ApiTokens } from './api-tokens.ts';
import { TokensController } from './tokens.controller.ts';

/** API tokens of people. */
@Module({
  imports: [AccountsModule, BetterAuthModule],
  controllers: [TokensController],
  providers: [ApiTokens],
  exports: [ApiTokens],
})
export class TokensModule {}
