import { Module } from '@nestjs/common';
import { ErasedAccounts } from './erased-accounts.ts';
import { ViewsController } from './views.controller.ts';
import { Views } from './views.service.ts';

/** Saved views of the list of jobs. */
@Module({ controllers: [ViewsController], providers: [Views, ErasedAccounts] })
export class ViewsModule {}
