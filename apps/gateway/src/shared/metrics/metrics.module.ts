import { Global, Module } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { CommandMetrics } from './command-metrics.ts';
import { MetricsController } from './metrics.controller.ts';
import { RequestMetrics } from './request-metrics.ts';

/** The registry into which each feature puts its own metrics. */
@Global()
@Module({
  controllers: [MetricsController],
  providers: [{ provide: Registry, useFactory: registryOfThisProcess }, CommandMetrics, RequestMetrics],
  exports: [Registry, CommandMetrics, RequestMetrics],
})
export class MetricsModule {}

function registryOfThisProcess(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}
