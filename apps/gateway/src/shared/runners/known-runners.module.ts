import { Module } from '@nestjs/common';
import { Runners } from './runners.ts';

/** The runners known by their heartbeats, for all features. */
@Module({ providers: [Runners], exports: [Runners] })
export class KnownRunnersModule {}
