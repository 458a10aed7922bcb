import { Module } from '@nestjs/common';
import { Storages } from './storages.ts';

/** Storages of the runners, which are asked over NATS. */
@Module({ providers: [Storages], exports: [Storages] })
export class StoragesModule {}
