import { Module } from '@nestjs/common';
import { RunnerStates } from './runner-states.ts';
import { Runners } from './runners.ts';

/** The runners known by their heartbeats and events, for all features. */
@Module({ providers: [Runners, RunnerStates], exports: [Runners, RunnerStates] })
export class KnownRunnersModule {}
